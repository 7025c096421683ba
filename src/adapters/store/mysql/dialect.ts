import {
  type DatabaseConnection,
  type DataTypeNode,
  type Driver,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  type QueryResult,
  sql,
} from 'kysely';
import type {Connection} from '../database.js';
import type {SchemaCapabilities} from '../migrations/migration.js';
import type {SqlValue, Tables} from '../schema.js';
import {markTable} from './marks.js';
import {recordedVersion} from './recorded.js';

/** A `text` of MySQL ends at 64 kB, and plans are longer. */
class Compiler extends MysqlQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    this.append(node.dataType === 'text' ? 'longtext' : node.dataType);
  }
}

/** Compiles statements; runs them where there is a connection. */
export function kyselyOver(connection: Connection | null): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new MysqlAdapter(),
      createDriver: () => new OneConnection(connection),
      createIntrospector: (db) => new MysqlIntrospector(db),
      createQueryCompiler: () => new Compiler(),
    },
  });
}

/** Compares as SQLite does: by code points, and trailing spaces count. */
const collations = {MariaDB: 'utf8mb4_nopad_bin', MySQL: 'utf8mb4_0900_bin'} as const;

export async function ensureMarks(connection: Connection): Promise<void> {
  await connection.all(
    `create table if not exists ${markTable} (slot integer not null primary key, revision integer not null, token varchar(32) not null) engine = InnoDB`,
    [],
  );
}

export function mysqlSchemaCapabilities(connection: Connection, server: keyof typeof collations): SchemaCapabilities {
  return {
    tableEnding: sql.raw(`engine = InnoDB row_format = dynamic default character set utf8mb4 collate ${collations[server]}`),
    /** InnoDB makes one where none is there that would do. */
    indexesForeignKeys: true,
    /** The server keeps its dictionary itself, in pages with checksums. */
    async readSchemaText() {
      return '';
    },
    /** Each migration is recorded as it is done, for the server commits each by itself: the record is the number. */
    async writeSchemaVersion() {},
    async readSchemaVersion() {
      return (await recordedVersion(connection)).number;
    },
  };
}

class OneConnection implements Driver, DatabaseConnection {
  readonly #connection: Connection | null;

  constructor(connection: Connection | null) {
    this.#connection = connection;
  }

  async executeQuery<R>({
    sql: text,
    parameters,
  }: {
    readonly sql: string;
    readonly parameters: readonly unknown[];
  }): Promise<QueryResult<R>> {
    const answer = await this.#connection?.all(text, parameters as readonly SqlValue[]);
    return {rows: Array.isArray(answer) ? (answer as readonly unknown[] as R[]) : []};
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this;
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {}
  async init(): Promise<void> {}
  async beginTransaction(): Promise<void> {}
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}
