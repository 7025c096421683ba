import type {CreateTableBuilder, Kysely, RawBuilder} from 'kysely';
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
  /** Index on the columns of a foreign key, where the database does not make one. */
  ensureReferenceIndex(table: keyof Tables, columns: readonly string[]): Promise<void>;
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
