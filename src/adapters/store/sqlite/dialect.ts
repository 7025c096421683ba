import type {Database} from 'better-sqlite3';
import {Kysely, SqliteDialect, sql} from 'kysely';
import type {SchemaCapabilities} from '../migrations/migration.js';
import type {Tables} from '../schema.js';
import {schemaQuery} from './expressions.js';

export function kyselyOver(database: Database): Kysely<Tables> {
  return new Kysely<Tables>({dialect: new SqliteDialect({database})});
}

export function sqliteSchemaCapabilities(database: Database): SchemaCapabilities {
  return {
    /** The primary key is the table: half the size, and reading in its order costs nothing. */
    tableEnding: sql`without rowid`,
    /** SQLite never makes an index for a foreign key. */
    indexesForeignKeys: false,
    async readSchemaText() {
      return JSON.stringify(database.prepare(schemaQuery).all());
    },
    /** In the file's header: reading it parses no schema and touches no table. */
    async writeSchemaVersion(version) {
      database.pragma(`user_version = ${version}`);
    },
    async readSchemaVersion() {
      return database.pragma('user_version', {simple: true}) as number;
    },
  };
}
