import type {ColumnDataType, ColumnDefinitionBuilderCallback, CreateTableBuilder, Kysely, RawBuilder} from 'kysely';
import type {Tables} from '../schema.js';

/** Does one thing, and finds what is already there when it runs again. */
export interface Migration {
  readonly name: string;
  up(schema: Schema): Promise<void>;
}

/** What the tables of every migration share. */
export interface Schema {
  readonly db: Kysely<Tables>;
  table<T extends keyof Tables>(name: T): CreateTableBuilder<T, never>;
  /** Adds a column to a table that may have rows: it can be null or has a default. */
  ensureColumn(table: keyof Tables, column: NewColumn): Promise<void>;
  /** Index on the columns of a foreign key, where the database does not make one. */
  ensureReferenceIndex(table: keyof Tables, columns: readonly string[]): Promise<void>;
}

export interface NewColumn {
  readonly name: string;
  readonly type: ColumnDataType;
  readonly build?: ColumnDefinitionBuilderCallback;
}

/** Where databases differ in making tables. */
export interface SchemaCapabilities {
  /** Ends `create table`, so that a table lies in the order of its primary key. */
  readonly tableEnding: RawBuilder<unknown>;
  /** Whether a foreign key brings an index on its own columns, without which deleting a parent scans the child. */
  readonly indexesForeignKeys: boolean;
  readSchemaText(): Promise<string>;
  /** Records the schema's number where reading it is cheapest. */
  writeSchemaVersion(version: number): Promise<void>;
  readSchemaVersion(): Promise<number>;
}

export function schemaFor(db: Kysely<Tables>, capabilities: SchemaCapabilities): Schema {
  return {
    db,
    table: (name) =>
      db.schema.createTable(name).ifNotExists().modifyEnd(capabilities.tableEnding) as CreateTableBuilder<typeof name, never>,
    async ensureColumn(table, {name, type, build = (column) => column}) {
      const tables = await db.introspection.getTables();
      const columns = tables.find((each) => each.name === table)?.columns ?? [];
      if (!columns.some((column) => column.name === name))
        await db.schema.alterTable(table).addColumn(name, type, build).execute();
    },
    async ensureReferenceIndex(table, columns) {
      if (capabilities.indexesForeignKeys) return;
      await db.schema
        .createIndex(`${table}_by_${columns.join('_')}`)
        .ifNotExists()
        .on(table)
        .columns([...columns])
        .execute();
    },
  };
}
