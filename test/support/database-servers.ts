import type {DatabaseServer} from './database-server.js';
import {startMariadb} from './mariadb.js';
import {startMysql} from './mysql.js';

export interface ServerKind {
  readonly name: DatabaseServer['name'];
  start(): Promise<DatabaseServer>;
}

/** MariaDB always; MySQL itself where it can be had, which the set-up tells. */
export async function databaseServers(): Promise<readonly ServerKind[]> {
  const image = await mysqlImage();
  const mariadb: ServerKind = {name: 'MariaDB', start: () => startMariadb()};
  return image === null ? [mariadb] : [mariadb, {name: 'MySQL', start: () => startMysql(image)}];
}

async function mysqlImage(): Promise<string | null> {
  const given = process.env['MUSTER_TEST_MYSQL'];
  if (given !== undefined) return given || null;
  // @ts-expect-error: the set-up scripts run before anything is installed and have no types.
  const {ensureMysqlServer} = (await import('../../scripts/setup/mysql-server.mjs')) as {
    ensureMysqlServer(): Promise<string | null>;
  };
  return ensureMysqlServer();
}
