import {KyselyStore} from '../kysely-store.js';
import type {Connection} from '../database.js';
import type {StoreRequest} from '../store-request.js';
import {schemaVersion, unfinishedNumber} from '../schema.js';
import {parseMysqlAddress} from './address.js';
import {mysqlCapabilities} from './capabilities.js';
import {MysqlConnection} from './connection.js';
import {MysqlDatabase} from './database.js';
import {
  failureOf,
  foreignFailure,
  missingFailure,
  newerFailure,
  olderFailure,
  unfinishedFailure,
  type Whereabouts,
  whereaboutsOf,
} from './failures.js';
import {loginOf} from './login.js';
import {foreignTables, recordedVersion, wasWritten} from './recorded.js';

/** How long a transaction is tried again. */
const usualPatienceMs = 10_000;
/** How long it waits for those before it: the queue is fair, and on a busy machine fifty commands that come at once make it long. */
const usualLockWaitMs = 30_000;

export interface Connected {
  readonly database: MysqlDatabase;
  readonly where: Whereabouts;
}

export async function openMysqlStore(request: StoreRequest): Promise<KyselyStore> {
  const {database, where} = connectMysql(request);
  try {
    if (request.checksLater) database.expect(expectation(request, where));
    else await ensureSchema(database, request, where);
    return new KyselyStore(database, mysqlCapabilities(where), request.onMoved);
  } catch (error) {
    await database.close();
    throw failureOf(error, where) ?? error;
  }
}

/** Connects when something is first asked. */
export function connectMysql(request: StoreRequest): Connected {
  const {password = null, connectTimeoutMs: timeoutMs = null, busyMs, clock} = request;
  const patienceMs = busyMs ?? usualPatienceMs;
  const lockWaitMs = busyMs ?? usualLockWaitMs;
  const login = loginOf(parseMysqlAddress(request.address), {password, timeoutMs});
  const database = new MysqlDatabase({
    connect: () => new MysqlConnection(login, Math.max(1, Math.ceil(lockWaitMs / 1000))),
    patienceMs,
    newToken: () => clock.newId(),
  });
  return {database, where: whereaboutsOf(login)};
}

/** For who only reads: it sets nothing up. */
function expectation(request: StoreRequest, where: Whereabouts): (connection: Connection) => Promise<void> {
  const only = {...request, create: false, migrateShared: false};
  return async (connection) => void (await isFinished((question) => question(connection), only, where));
}

type Ask = <T>(question: (connection: Connection) => Promise<T>) => Promise<T>;

async function ensureSchema(database: MysqlDatabase, request: StoreRequest, where: Whereabouts): Promise<void> {
  if (!(await isFinished((question) => database.alone(question), request, where))) await setUpMysql(database, request);
}

/** Whether the tables are those of this program; where others may not be brought to them, that is a failure. */
async function isFinished(ask: Ask, request: StoreRequest, where: Whereabouts): Promise<boolean> {
  const {number, version} = await ask(recordedVersion);
  const program = request.version ?? 'unknown';
  if (number === schemaVersion) return true;
  if (number === unfinishedNumber) throw unfinishedFailure(where);
  if (number > schemaVersion) throw newerFailure(where, {store: version, program});
  const tables = await ask(foreignTables);
  if (tables.length > 0) throw foreignFailure(where, tables);
  if (number === 0 ? !request.create : request.migrate === false) throw missingFailure(where);
  const asked = request.migrateShared === true || mysqlCapabilities(where).migratesUnasked;
  // One that nobody has written to was never finished, and making it goes on.
  if (number > 0 && !asked && (!request.create || (await ask(wasWritten)))) throw olderFailure(where, {store: version, program});
  return false;
}

/** Makes the tables or brings them to this program's schema. */
export async function setUpMysql(database: MysqlDatabase, {version, clock}: StoreRequest): Promise<void> {
  const {setUp} = await import('./set-up.js');
  await database.alone((connection) => setUp(connection, {appVersion: version ?? 'unknown', now: clock.now()}));
}
