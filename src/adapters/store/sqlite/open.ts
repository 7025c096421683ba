import {closeSync, mkdirSync, openSync, statSync} from 'node:fs';
import {dirname} from 'node:path';
import Sqlite, {type Database} from 'better-sqlite3';
import {Kysely} from 'kysely';
import type {Clock} from '../../../core/ports/clock.js';
import type {Store} from '../../../core/ports/store.js';
import type {Capabilities} from '../capabilities.js';
import {Damage} from '../damage.js';
import {KyselyStore} from '../kysely-store.js';
import {schemaVersion, type Tables} from '../schema.js';
import {Seals, schemaScope} from '../tables/seals.js';
import {backUp} from './backup.js';
import {schemaText, sqliteCapabilities} from './capabilities.js';
import {sqliteDialect} from './dialect.js';
import {failureOf, missingFailure, newerFailure} from './failures.js';
import {readMark} from './mark.js';

export interface OpenRequest {
  readonly path: string;
  /** Makes the file and its tables when there are none. */
  readonly create: boolean;
  readonly clock: Clock;
  /** Of this program; recorded with each migration. */
  readonly version?: string;
}

/** How long a command waits for another's write transaction, which takes milliseconds. */
const busyMs = 10_000;

interface Opened {
  readonly database: Database;
  readonly db: Kysely<Tables>;
  readonly capabilities: Capabilities;
}

export async function openStore(request: OpenRequest): Promise<Store> {
  let opened: Opened | null = null;
  try {
    if (!ensureFile(request)) throw missingFailure(request.path);
    opened = connect(request.path, false);
    await ensureSchema(opened, request);
    return new KyselyStore(opened.db, opened.capabilities);
  } catch (error) {
    opened?.database.close();
    throw failureOf(error, request.path) ?? error;
  }
}

/** For copies: reads a file as it is, whatever wrote it last. */
export function openReadonly(path: string): {readonly store: Store; readonly database: Database} {
  const {database, db, capabilities} = connect(path, true);
  return {database, store: new KyselyStore(db, capabilities)};
}

function connect(path: string, readonly: boolean): Opened {
  const database = new Sqlite(path, {fileMustExist: true, readonly, timeout: busyMs});
  try {
    if (!readonly) database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  } catch (error) {
    database.close();
    throw error;
  }
  return {database, db: new Kysely<Tables>({dialect: sqliteDialect(database)}), capabilities: sqliteCapabilities(database, path)};
}

/** False when there is no store and none is to be made. A store that has lost all its bytes is not a missing one. */
function ensureFile({path, create}: OpenRequest): boolean {
  const found = statSync(path, {throwIfNoEntry: false});
  if (found && found.size > 0) return true;
  if (readMark(path) > 0) throw new Damage('file', found ? 'it is empty' : 'it is gone');
  if (!create) return false;
  mkdirSync(dirname(path), {recursive: true, mode: 0o700});
  closeSync(openSync(path, 'a', 0o600));
  return true;
}

async function ensureSchema(opened: Opened, request: OpenRequest): Promise<void> {
  const {database, db, capabilities} = opened;
  const version = currentVersion(database);
  if (version === schemaVersion) return checkSchema(opened);
  const {expectRecorded, migrate} = await import('../migrations/migrate.js');
  const appVersion = request.version ?? 'unknown';
  if (version > schemaVersion) {
    throw newerFailure(request.path, {store: await expectRecorded(db, version), program: appVersion});
  }
  if (version === 0 && hasTables(database)) throw new Damage('schema', 'it has lost its version');
  if (version === 0 && !request.create) throw missingFailure(request.path);
  if (version > 0) await backUp(request.path);
  await migrate({db, capabilities, appVersion, now: request.clock.now(), currentVersion: () => currentVersion(database)});
}

/** A bit that flips in the text of the schema can drop a constraint without a sign. */
async function checkSchema({database, db, capabilities}: Opened): Promise<void> {
  const seals = await Seals.read(db, [schemaScope], capabilities.leastRevision);
  seals.checkText(schemaScope, schemaText(database));
}

function currentVersion(database: Database): number {
  return database.pragma('user_version', {simple: true}) as number;
}

function hasTables(database: Database): boolean {
  return database.prepare('select count(*) from sqlite_schema').pluck().get() !== 0;
}
