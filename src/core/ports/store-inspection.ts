import type {Lease} from './store.js';
import type {StoreMove} from './store-copy.js';

/** A store as it is found, whatever made it; nothing of it is changed. */
export interface StoreReport {
  /** As it may be shown. */
  readonly address: string;
  readonly database: {readonly kind: 'SQLite' | 'MariaDB' | 'MySQL'; readonly version: string};
  readonly state: StoreState;
  /** Numbers of the schema: of the store and of this program; and the Muster that made the store's. */
  readonly schema: {readonly store: number; readonly program: number; readonly madeBy: string};
  readonly revision: number;
  readonly tables: readonly {readonly table: string; readonly rows: number}[];
  readonly sizeBytes: number;
  /** Copy that Muster makes beside a file; null where there is none, and where backups are the server's. */
  readonly backup: {readonly path: string; readonly at: string} | null;
  /** Null where what is sent is not encrypted, and where nothing is sent. */
  readonly tls: {readonly version: string; readonly cipher: string} | null;
  /** How far the clock of the database is ahead of this machine's, and how far off that may be. */
  readonly clockAheadMs: number;
  readonly clockErrorMs: number;
  /** Others that are connected; null where the database does not say. */
  readonly connections: readonly StoreConnection[] | null;
  /** Commands that move machines now. */
  readonly holders: readonly Pick<Lease, 'resource' | 'actor' | 'host' | 'pid' | 'command' | 'since'>[];
  readonly movedTo: StoreMove | null;
}

/** `older`, `newer`: than this program; `unfinished`: a copy to it has not ended. */
export type StoreState = 'current' | 'older' | 'newer' | 'unfinished';

export interface StoreConnection {
  readonly user: string;
  /** Where from, as the database knows it. */
  readonly from: string;
  readonly idleSeconds: number;
}

/** Opens the store as little as it can be: one that no other command could use is told about too. */
export interface StoreInspection {
  /** Whether bringing it up to date concerns nobody but who runs this command. */
  readonly isOwn: boolean;
  read(): Promise<StoreReport>;
  /** Brings the store to this program's schema. */
  migrate(): Promise<void>;
}
