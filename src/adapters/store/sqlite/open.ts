import {closeSync, openSync, statSync} from 'node:fs';
import {dirname} from 'node:path';
import type {Database} from 'better-sqlite3';
import {makeFolder} from '../../files/make-folder.js';
import type {Clock} from '../../../core/ports/clock.js';
import type {StoreMove} from '../../../core/ports/store-copy.js';
import {Damage} from '../damage.js';
import type {KyselyStore} from '../kysely-store.js';
import {schemaVersion, unfinishedNumber} from '../schema.js';
import {backUp, backUpWhenDue} from './backup.js';
import {connect, type Opened} from './connect.js';
import {failureOf, missingFailure, newerFailure, strangerFailure, unfinishedFailure} from './failures.js';
import {readMark} from './mark.js';
import {strangerAt} from './stranger.js';

export interface OpenRequest {
  readonly path: string;
  /** Makes the file and its tables when there are none. */
  readonly create: boolean;
  /** Absent or true: a store that an older Muster made is brought up to date. */
  readonly migrate?: boolean;
  readonly clock: Clock;
  /** Of this program; recorded with each migration. */
  readonly version?: string;
  /** How long to wait for another's write transaction, which takes milliseconds. */
  readonly busyMs?: number;
  /** Told once when what is read was moved elsewhere. */
  readonly onMoved?: (move: StoreMove) => void;
}

export async function openSqliteStore(request: OpenRequest): Promise<KyselyStore> {
  return (await openSqlite(request)).store;
}

export async function openSqlite(request: OpenRequest): Promise<Opened> {
  let opened: Opened | null = null;
  try {
    if (!ensureFile(request)) throw missingFailure(request.path);
    opened = connectSqlite(request.path, request);
    await ensureSchema(opened, request);
    return opened;
  } catch (error) {
    opened?.sqlite.close();
    throw failureOf(error, request.path) ?? error;
  }
}

/** For reading and writing; it is copied beside itself now and then. */
export function connectSqlite(path: string, options: Pick<OpenRequest, 'busyMs' | 'onMoved'>): Opened {
  return connect(path, {...options, readonly: false, followUp: (revision) => backUpWhenDue(path, revision)});
}

/** False when there is no store and none is to be made. A store that has lost all its bytes is not a missing one. */
function ensureFile({path, create}: OpenRequest): boolean {
  const marked = readMark(path) > 0; // Before the file is looked at: another command may be making both.
  const found = statSync(path, {throwIfNoEntry: false});
  const stranger = found && !marked ? strangerAt(path) : null; // Opening it would write to it.
  if (stranger) throw strangerFailure(path, stranger);
  if (found && found.size > 0) return true;
  if (marked) throw new Damage('file', found ? 'it is empty' : 'it is gone');
  if (!create) return false;
  makeFolder(dirname(path), 0o700);
  closeSync(openSync(path, 'a', 0o600));
  return true;
}

async function ensureSchema({sqlite, database}: Opened, request: OpenRequest): Promise<void> {
  const version = versionOf(sqlite);
  if (version === schemaVersion) return;
  if (version === unfinishedNumber) throw unfinishedFailure(request.path);
  if (version < schemaVersion && request.migrate === false) throw missingFailure(request.path);
  const [{expectRecorded, migrate}, {kyselyOver, sqliteSchemaCapabilities}] = await Promise.all([
    import('../migrations/migrate.js'),
    import('./dialect.js'),
  ]);
  const db = kyselyOver(sqlite);
  const appVersion = request.version ?? 'unknown';
  if (version > schemaVersion) {
    throw newerFailure(request.path, {store: await expectRecorded(db, version), program: appVersion});
  }
  if (version > 0) await backUp(request.path);
  await database.transaction('write', async () => {
    if (versionOf(sqlite) === 0) expectUnused(sqlite, request);
    await migrate({db, capabilities: sqliteSchemaCapabilities(sqlite), appVersion, now: request.clock.now()});
  });
}

function versionOf(sqlite: Database): number {
  return sqlite.pragma('user_version', {simple: true}) as number;
}

/** A file without a schema is a store that nobody finished making, or one that lost it. */
function expectUnused(sqlite: Database, {path, create}: OpenRequest): void {
  const tables = sqlite.prepare('select count(*) from sqlite_schema').pluck().get();
  if (tables !== 0 || readMark(path) > 0) throw new Damage('schema', 'it has lost its version');
  if (!create) throw missingFailure(path);
}
