import type {CreateTableBuilder, Kysely} from 'kysely';
import type {Capabilities} from '../capabilities.js';
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

export function schemaFor(db: Kysely<Tables>, capabilities: Capabilities): Schema {
  return {
    db,
    table: (name) => db.schema.createTable(name).ifNotExists().modifyEnd(capabilities.tableEnding) as CreateTableBuilder<typeof name, never>,
    async ensureReferenceIndex(table, columns) {
      if (capabilities.indexesForeignKeys) return;
      await db.schema.createIndex(`${table}_by_${columns.join('_')}`).ifNotExists().on(table).columns([...columns]).execute();
    },
  };
}
