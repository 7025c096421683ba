import type {Database} from 'better-sqlite3';
import {sql} from 'kysely';
import type {Capabilities} from '../capabilities.js';
import {backUp, isBackupDue} from './backup.js';
import {constraintOf, failureOf} from './failures.js';
import {readMark, writeMark} from './mark.js';

export function sqliteCapabilities(database: Database, path: string): Capabilities {
  return {
    now: sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`,
    /** The primary key is the table: half the size, and reading in its order costs nothing. */
    tableEnding: sql`without rowid`,
    /** SQLite never makes an index for a foreign key. */
    indexesForeignKeys: false,
    async readSchemaText() {
      return schemaText(database);
    },
    /** In the file's header: reading it parses no schema and touches no table. */
    async writeSchemaVersion(_db, version) {
      database.pragma(`user_version = ${version}`);
    },
    constraintOf,
    failureOf: (error) => failureOf(error, path),
    leastRevision: readMark(path),
    async committed(revision) {
      writeMark(path, revision);
      if (isBackupDue(path, revision)) await backUp(path);
    },
    async close() {
      database.close();
    },
  };
}

export function schemaText(database: Database): string {
  const rows = database.prepare('select type, name, tbl_name, sql from sqlite_schema order by name').raw().all();
  return JSON.stringify(rows);
}
