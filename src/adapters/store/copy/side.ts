import type {Capabilities} from '../capabilities.js';
import type {Connection, Database} from '../database.js';

/** One end of a copy; a folder per database opens it. */
export interface StoreSide {
  /** As it may be shown, without who logs in. */
  readonly name: string;
  /** What is there, untouched; null where nothing is. Fails with `STORE_FOREIGN` where it is somebody else's. */
  open(): Promise<OpenedSide | null>;
  /** Makes the tables, or brings them to this program's schema. */
  setUp(): Promise<OpenedSide>;
  close(): Promise<void>;
}

export interface OpenedSide {
  readonly database: Database;
  readonly capabilities: Capabilities;
  /** First in each transaction: rows come in any order, and are compared as a whole. */
  ignoreReferences(connection: Connection): Promise<void>;
  /** Number that the schema goes by, where that is kept beside the record of migrations. */
  writeSchemaNumber(connection: Connection, number: number): Promise<void>;
}
