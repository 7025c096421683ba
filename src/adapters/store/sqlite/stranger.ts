import {existsSync, statSync} from 'node:fs';
import Sqlite from 'better-sqlite3';
import {backupPath} from './backup-path.js';
import {markPath} from './mark.js';

/** What a file is that never was a store; null where it is one, or may be a damaged one. */
export function strangerAt(path: string): {readonly what: string; readonly tables: readonly string[]} | null {
  const found = statSync(path, {throwIfNoEntry: false});
  if (found && !found.isFile()) return {what: found.isDirectory() ? 'it is a folder' : 'it is no regular file', tables: []};
  if (!found || existsSync(backupPath(path)) || existsSync(markPath(path))) return null;
  try {
    const tables = tablesOf(path);
    return tables.length === 0 || tables.includes('migrations') || tables.includes('seals')
      ? null
      : {what: `it has tables that are not Muster's: ${tables.slice(0, 3).join(', ')}`, tables};
  } catch (error) {
    return (error as {readonly code?: unknown}).code === 'SQLITE_NOTADB' ? {what: 'it is no database', tables: []} : null;
  }
}

function tablesOf(path: string): string[] {
  const sqlite = new Sqlite(path, {fileMustExist: true, readonly: true});
  try {
    return sqlite.prepare("select name from sqlite_schema where type = 'table' order by name").pluck().all() as string[];
  } finally {
    sqlite.close();
  }
}
