import type {Row, SqlValue} from './schema.js';

/** One connection inside a transaction. */
export interface Connection {
  all(sql: string, parameters: readonly SqlValue[]): Promise<readonly Row[]>;
  /** How many rows it changed. */
  run(sql: string, parameters: readonly SqlValue[]): Promise<number>;
}

/** What a store needs of a database; a folder per database implements it. */
export interface Database {
  /** `write` excludes every other writer before it reads. What `work` throws rolls back. */
  transaction<T>(mode: 'read' | 'write', work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
