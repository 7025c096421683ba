import {statSync} from 'node:fs';
import Sqlite from 'better-sqlite3';
import {Failure} from '../../../core/domain/errors.js';
import type {OpenedSide, StoreSide} from '../copy/side.js';
import {schemaVersion, unfinishedNumber} from '../schema.js';
import {backUpWhenDue} from './backup.js';
import {sqliteCapabilities} from './capabilities.js';
import {failureOf, foreignFailure, newerFailure} from './failures.js';
import type {Opened} from './connect.js';
import {connectSqlite, openSqlite, type OpenRequest} from './open.js';

/** A file to copy a store to. */
export function sqliteSide(request: OpenRequest): StoreSide {
  const {path} = request;
  let opened: Opened | null = null;
  const asSide = ({sqlite, database}: Opened): OpenedSide => {
    // Within a transaction it would be too late.
    sqlite.pragma('foreign_keys = off');
    return {
      database,
      capabilities: sqliteCapabilities(sqlite, path, (revision) => backUpWhenDue(path, revision)),
      async ignoreReferences() {},
      writeSchemaNumber: async (connection, number) => void (await connection.run(`pragma user_version = ${number}`, [])),
    };
  };
  const translated = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw (error instanceof Failure ? null : failureOf(error, path)) ?? error;
    }
  };
  return {
    name: path,
    open: () =>
      translated(() => {
        if (!isStore(request)) return null;
        return asSide((opened ??= connectSqlite(path, request)));
      }),
    setUp: () =>
      translated(async () => {
        opened?.sqlite.close();
        opened = numberOf(path) === unfinishedNumber ? connectSqlite(path, request) : null;
        return asSide((opened ??= await openSqlite({...request, create: true})));
      }),
    close: async () => void opened?.sqlite.close(),
  };
}

/** Reads the file without leaving a trace; false where nothing is in it. */
function isStore({path, version = 'unknown'}: OpenRequest): boolean {
  if (!statSync(path, {throwIfNoEntry: false})?.size) return false;
  const sqlite = new Sqlite(path, {fileMustExist: true, readonly: true});
  try {
    const number = sqlite.pragma('user_version', {simple: true}) as number;
    const tables = sqlite.prepare("select name from sqlite_schema where type = 'table' order by name").pluck().all() as string[];
    if (tables.length === 0) return false;
    if (number === 0 || !['migrations', 'seals'].every((name) => tables.includes(name))) throw foreignFailure(path, tables);
    if (number > schemaVersion && number !== unfinishedNumber)
      throw newerFailure(path, {store: newestVersion(sqlite), program: version});
    return true;
  } catch (error) {
    throw (error as {readonly code?: unknown}).code === 'SQLITE_NOTADB' ? foreignFailure(path, []) : error;
  } finally {
    sqlite.close();
  }
}

function newestVersion(sqlite: Sqlite.Database): string {
  return String(sqlite.prepare('select version from migrations order by number desc limit 1').pluck().get());
}

function numberOf(path: string): number {
  if (!statSync(path, {throwIfNoEntry: false})?.size) return 0;
  const sqlite = new Sqlite(path, {fileMustExist: true, readonly: true});
  try {
    return sqlite.pragma('user_version', {simple: true}) as number;
  } finally {
    sqlite.close();
  }
}
