import type {Database} from 'better-sqlite3';
import type {Capabilities} from '../capabilities.js';
import {backUp, isBackupDue} from './backup.js';
import {compiled} from './compiled.js';
import {constraintOf, failureOf} from './failures.js';
import {readMark, writeMark} from './mark.js';

export const clock = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
export const schemaQuery = 'select type, name, tbl_name, sql from sqlite_schema order by name';

export function sqliteCapabilities(database: Database, path: string): Capabilities {
  return {
    shared: false,
    clock,
    schemaQuery,
    compiled,
    async kysely() {
      const {kyselyOver} = await import('./dialect.js');
      return kyselyOver(database);
    },
    constraintOf,
    /** The file is this machine's, and so is the Muster that is newer. */
    migratesUnasked: true,
    failureOf: (error) => failureOf(error, path),
    leastRevision: readMark(path),
    async committed(revision) {
      writeMark(path, revision);
      if (isBackupDue(path, revision)) await backUp(path);
    },
  };
}
