import type {Row, SqlValue} from './schema.js';

/** One connection inside a transaction. */
export interface Connection {
  all(sql: string, parameters: readonly SqlValue[]): Promise<readonly Row[]>;
  /** How many rows it changed. `often`: it is run again and again on one connection, and is worth being prepared. */
  run(sql: string, parameters: readonly SqlValue[], often?: boolean): Promise<number>;
}

/** What a store needs of a database; a folder per database implements it. */
export interface Database {
  /**
   * `write` excludes every other writer before it reads. `own` is for rows that no other writer decides on: each of its statements
   * may stand alone, and it waits for no writer but of the same row where the database can do so. What `work` throws rolls back
   * what a transaction holds.
   */
  transaction<T>(mode: 'read' | 'write' | 'own', work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
