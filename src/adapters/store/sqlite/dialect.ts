import type {Database, Statement} from 'better-sqlite3';
import {
  type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type QueryResult, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely';

/** Statements kept prepared; bulk inserts of odd lengths would otherwise add up. */
const preparedLimit = 200;

class SqliteConnection implements DatabaseConnection {
  readonly #database: Database;
  readonly #prepared = new Map<string, Statement>();

  constructor(database: Database) {
    this.#database = database;
  }

  async executeQuery<R>({sql, parameters}: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#prepare(sql);
    if (statement.reader) return {rows: statement.all(parameters) as R[]};
    return {rows: [], numAffectedRows: BigInt(statement.run(parameters).changes)};
  }

  async *streamQuery<R>({sql, parameters}: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.#prepare(sql).iterate(parameters)) yield {rows: [row as R]};
  }

  #prepare(sql: string): Statement {
    const known = this.#prepared.get(sql);
    if (known) return known;
    if (this.#prepared.size >= preparedLimit) this.#prepared.clear();
    const statement = this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

class SqliteDriver implements Driver {
  readonly #database: Database;
  readonly #connection: SqliteConnection;

  constructor(database: Database) {
    this.#database = database;
    this.#connection = new SqliteConnection(database);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  /** A writer takes the lock before it reads: two that read first could not both write what they decided. */
  async beginTransaction(_connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    this.#database.prepare(settings.accessMode === 'read only' ? 'begin' : 'begin immediate').run();
  }

  async commitTransaction(): Promise<void> {
    this.#database.prepare('commit').run();
  }

  /** SQLite has already rolled back by itself where the disk is full. */
  async rollbackTransaction(): Promise<void> {
    if (this.#database.inTransaction) this.#database.prepare('rollback').run();
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

export function sqliteDialect(database: Database): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
