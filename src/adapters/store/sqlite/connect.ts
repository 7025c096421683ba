import Sqlite, {type Database} from 'better-sqlite3';
import type {StoreMove} from '../../../core/ports/store-copy.js';
import {KyselyStore} from '../kysely-store.js';
import {sqliteCapabilities} from './capabilities.js';
import {SqliteDatabase} from './database.js';

/** Fifty writers that come at once on a small machine are not served in turn: the last of them waits long. */
const usualBusyMs = 60_000;

export interface Opened {
  readonly sqlite: Database;
  readonly database: SqliteDatabase;
  readonly store: KyselyStore;
}

/** For copies: reads a file as it is, whatever wrote it last. */
export function openReadonly(path: string): Opened {
  return connect(path, {readonly: true});
}

export interface Connecting {
  readonly readonly: boolean;
  readonly busyMs?: number | undefined;
  readonly onMoved?: ((move: StoreMove) => void) | undefined;
  /** Done after each commit that wrote. */
  readonly followUp?: (revision: number) => Promise<void>;
}

export function connect(path: string, {busyMs = usualBusyMs, onMoved, readonly, followUp}: Connecting): Opened {
  const sqlite = new Sqlite(path, {fileMustExist: true, readonly, timeout: busyMs});
  try {
    if (!readonly) sqlite.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const database = new SqliteDatabase(sqlite);
  return {sqlite, database, store: new KyselyStore(database, sqliteCapabilities(sqlite, path, followUp), onMoved)};
}
