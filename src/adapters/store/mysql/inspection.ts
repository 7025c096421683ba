import type {StoreConnection, StoreInspection} from '../../../core/ports/store-inspection.js';
import {Failure} from '../../../core/domain/errors.js';
import type {Connection} from '../database.js';
import {type Facts, readReport} from '../inspection/read-report.js';
import type {StoreRequest} from '../store-request.js';
import {mysqlCapabilities} from './capabilities.js';
import {addressOf, failureOf, foreignFailure, missingFailure} from './failures.js';
import {connectMysql, openMysqlStore} from './open.js';
import {foreignTables, recordedVersion} from './recorded.js';

export function inspectMysql(request: StoreRequest): StoreInspection {
  const {database, where} = connectMysql(request);
  return {
    isOwn: false,
    migrate: async () => (await openMysqlStore({...request, migrate: true, migrateShared: true})).close(),
    async read() {
      try {
        return await database.alone(async (connection) => {
          const {number} = await recordedVersion(connection);
          const foreign = await foreignTables(connection);
          if (foreign.length > 0) throw foreignFailure(where, foreign);
          if (number === 0) throw missingFailure(where);
          const tables = await connection.all(
            'select table_name as name, data_length + index_length as size from information_schema.tables where table_schema = database()',
            [],
          );
          return readReport(connection, {
            facts: await readFacts(connection, {address: addressOf(where), tables}),
            names: tables.map(({name}) => String(name)),
            clockExpression: mysqlCapabilities(where).clock,
            clock: request.clock,
          });
        });
      } catch (error) {
        throw (error instanceof Failure ? null : failureOf(error, where)) ?? error;
      } finally {
        await database.close();
      }
    },
  };
}

async function readFacts(
  connection: Connection,
  {address, tables}: {readonly address: string; readonly tables: readonly Readonly<Record<string, unknown>>[]},
): Promise<Facts> {
  const [about] = await connection.all('select version() as version, database() as name, connection_id() as id', []);
  const version = String(about?.['version']);
  const status = new Map(
    (await connection.all("show session status where variable_name in ('Ssl_cipher', 'Ssl_version')", [])).map((row) => [
      String(row['Variable_name']),
      String(row['Value']),
    ]),
  );
  const cipher = status.get('Ssl_cipher');
  return {
    address,
    database: {kind: /mariadb/i.test(version) ? 'MariaDB' : 'MySQL', version},
    sizeBytes: tables.reduce((sum, {size}) => sum + Number(size ?? 0), 0),
    /** Backups are the server's. */
    backup: null,
    tls: cipher ? {version: status.get('Ssl_version') ?? '', cipher} : null,
    connections: await readConnections(connection, {database: String(about?.['name']), own: Number(about?.['id'])}),
  };
}

/** A user without the right to see all is shown its own, which are those of every Muster that logs in like this one. */
async function readConnections(
  connection: Connection,
  {database, own}: {readonly database: string; readonly own: number},
): Promise<readonly StoreConnection[]> {
  const rows = await connection.all('show processlist', []);
  return rows
    .filter((row) => row['db'] === database && Number(row['Id']) !== own)
    .map((row) => ({user: String(row['User']), from: String(row['Host']), idleSeconds: Number(row['Time'] ?? 0)}));
}
