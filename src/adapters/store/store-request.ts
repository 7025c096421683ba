import type {Clock} from '../../core/ports/clock.js';
import type {StoreMove} from '../../core/ports/store-copy.js';

export interface StoreRequest {
  /** A path, which is SQLite, or `mysql://…`. */
  readonly address: string;
  /** Of a server, where its address has none. */
  readonly password?: string | null;
  /** How long a server may take to answer at first, where its address does not say. */
  readonly connectTimeoutMs?: number | null;
  /** Makes the store when there is none. */
  readonly create: boolean;
  /** Absent or true: a store that an older Muster made is brought up to date. */
  readonly migrate?: boolean;
  /** One that others use too is brought up to date as well. */
  readonly migrateShared?: boolean;
  /** For who only reads: whether a server's store is there and of this program is asked with the first that is read of it. */
  readonly checksLater?: boolean;
  readonly clock: Clock;
  /** Of this program; recorded with each migration. */
  readonly version?: string;
  /** How long to wait for another's write transaction, which takes milliseconds. */
  readonly busyMs?: number;
  /** Told once when what is read was moved elsewhere. */
  readonly onMoved?: (move: StoreMove) => void;
}
