import type {Database as Sqlite, Statement} from 'better-sqlite3';
import type {Connection, Database} from '../database.js';
import type {Row, SqlValue} from '../schema.js';

/** The one connection of a process, its statements prepared once, its transactions one after the other. */
export class SqliteDatabase implements Database, Connection {
  readonly #sqlite: Sqlite;
  readonly #prepared = new Map<string, Statement>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
  }

  async all(sql: string, parameters: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.#prepare(sql).all(parameters) as Row[];
  }

  async run(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    return this.#prepare(sql).run(parameters).changes;
  }

  transaction<T>(mode: 'read' | 'write' | 'own', work: (connection: Connection) => Promise<T>): Promise<T> {
    const mine = this.#last.then(() => this.#transaction(mode, work));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async close(): Promise<void> {
    await this.#last;
    this.#sqlite.close();
  }

  /** A writer takes the lock before it reads: of two that read first, only one could write what it decided. */
  async #transaction<T>(mode: 'read' | 'write' | 'own', work: (connection: Connection) => Promise<T>): Promise<T> {
    await this.run(mode === 'read' ? 'begin' : 'begin immediate', []);
    try {
      const result = await work(this);
      await this.run('commit', []);
      return result;
    } catch (error) {
      // Where the disk is full, SQLite has rolled back by itself.
      if (this.#sqlite.inTransaction) await this.run('rollback', []);
      throw error;
    }
  }

  #prepare(sql: string): Statement {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#sqlite.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}
