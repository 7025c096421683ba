import type {Connection} from '../database.js';
import {migrate, type MigrationRequest} from '../migrations/migrate.js';
import {ensureMarks, kyselyOver, mysqlSchemaCapabilities} from './dialect.js';

const lockWaitS = 60;
/** One for each database of the server. */
const lockName = "concat('muster-', sha2(database(), 224))";

/**
 * Makes the tables or brings them up to date, one command at a time. The server commits each statement by itself, so that what is
 * cut short is gone on with by the next command that sets the store up.
 */
export async function setUp(connection: Connection, facts: Pick<MigrationRequest, 'appVersion' | 'now'>): Promise<void> {
  const [row] = await connection.all(`select get_lock(${lockName}, ${lockWaitS}) as locked, version() as version`, []);
  if (row?.['locked'] !== 1) throw new Error('Another command has been setting the store up for too long.');
  try {
    await ensureMarks(connection);
    const server = /mariadb/i.test(String(row['version'])) ? 'MariaDB' : 'MySQL';
    await migrate({db: kyselyOver(connection), capabilities: mysqlSchemaCapabilities(connection, server), ...facts});
  } finally {
    await connection.all(`do release_lock(${lockName})`, []);
  }
}
