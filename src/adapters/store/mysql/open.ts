import type {Store} from '../../../core/ports/store.js';
import {KyselyStore} from '../kysely-store.js';
import type {StoreRequest} from '../open-store.js';
import {schemaVersion} from '../schema.js';
import {parseMysqlAddress} from './address.js';
import {mysqlCapabilities} from './capabilities.js';
import {MysqlConnection} from './connection.js';
import {MysqlDatabase} from './database.js';
import {failureOf, foreignFailure, missingFailure, newerFailure, type Whereabouts, whereaboutsOf} from './failures.js';
import {loginOf} from './login.js';
import {foreignTables, recordedVersion} from './recorded.js';

/** How long a transaction is tried again. */
const usualPatienceMs = 10_000;
/** How long it waits for those before it: the queue is fair, and on a busy machine fifty commands that come at once make it long. */
const usualLockWaitMs = 30_000;

export async function openMysqlStore(request: StoreRequest): Promise<Store> {
  const {password = null, connectTimeoutMs: timeoutMs = null, busyMs, clock} = request;
  const patienceMs = busyMs ?? usualPatienceMs;
  const lockWaitMs = busyMs ?? usualLockWaitMs;
  const login = loginOf(parseMysqlAddress(request.address), {password, timeoutMs});
  const where = whereaboutsOf(login);
  const database = new MysqlDatabase({
    connect: () => new MysqlConnection(login, Math.max(1, Math.ceil(lockWaitMs / 1000))),
    patienceMs,
    newToken: () => clock.newId(),
  });
  try {
    await ensureSchema(database, request, where);
    return new KyselyStore(database, mysqlCapabilities(where));
  } catch (error) {
    await database.close();
    throw failureOf(error, where) ?? error;
  }
}

async function ensureSchema(database: MysqlDatabase, request: StoreRequest, where: Whereabouts): Promise<void> {
  const {number, version} = await database.alone(recordedVersion);
  if (number === schemaVersion) return;
  if (number > schemaVersion) throw newerFailure(where, {store: version, program: request.version ?? 'unknown'});
  const tables = await database.alone(foreignTables);
  if (tables.length > 0) throw foreignFailure(where, tables);
  if (number === 0 ? !request.create : request.migrate === false) throw missingFailure(where);
  const {setUp} = await import('./set-up.js');
  await database.alone((connection) => setUp(connection, {appVersion: request.version ?? 'unknown', now: request.clock.now()}));
}
