import {askDatabase, connectTo, createDatabase, type DatabaseServer} from './database-server.js';
import {crashContainer, docker} from './docker.js';
import {guard} from './guardian.js';
import {freePort} from './installation.js';
import {homePrefix} from './leftovers.js';
import {until} from './until.js';

const data = '/var/lib/muster-mysql';
const password = 'root';
/** Little room, and no waiting for the disk: a process that is killed loses nothing by that. */
const small = [
  '--skip-log-bin',
  '--performance-schema=OFF',
  '--innodb-redo-log-capacity=16M',
  '--innodb-flush-log-at-trx-commit=2',
  '--innodb-flush-method=nosync',
  '--innodb-doublewrite=OFF',
  '--max-connections=200',
  '--mysqlx=OFF',
];

/** `official` images have an entrypoint of their own; this starts the server of any. */
const script = (options: readonly string[]): string =>
  [
    'set -e',
    `server() { mysqld --no-defaults --user=root --datadir=${data} --secure-file-priv=NULL "$@"; }`,
    `[ -d ${data}/mysql ] || server --initialize-insecure`,
    `echo "create user if not exists root@'%' identified by '${password}'; grant all on *.* to root@'%' with grant option" > /tmp/init.sql`,
    `exec mysqld --no-defaults --user=root --datadir=${data} --secure-file-priv=NULL --init-file=/tmp/init.sql --socket=/tmp/sock ${options.join(' ')}`,
  ].join('\n');

/** A MySQL in a container, which whoever starts it removes; it is gone too when this process is killed. */
export async function startMysql(image: string): Promise<DatabaseServer> {
  const port = await freePort();
  const name = `${homePrefix}mysql-${port}`;
  const remove = guard(`docker rm -f -v ${name}`);
  const admin = {host: '127.0.0.1', port, user: 'root', password};
  const ready = () =>
    until(
      'MySQL accepts logins',
      async () => {
        const connection = await connectTo(admin).catch(() => null);
        connection?.destroy();
        return connection !== null;
      },
      {timeoutMs: 90_000},
    );
  const server: DatabaseServer = {
    name: 'MySQL',
    host: '127.0.0.1',
    port,
    socket: null,
    authority: null,
    query: (sql) => askDatabase(admin, sql),
    createDatabase: () => createDatabase(server),
    crash: async () => {
      await crashContainer(name);
      await until('the container has ended', async () => (await docker('ps', '-q', '--filter', `name=^${name}$`)).length === 0);
    },
    start: async () => {
      await docker('start', name);
      await ready();
    },
    remove,
  };
  try {
    await docker('run', '-d', '--name', name, '-p', `127.0.0.1:${port}:3306`, '--entrypoint', 'sh', image, '-c', script(small));
    await ready();
  } catch (error) {
    await remove();
    throw error;
  }
  return server;
}
