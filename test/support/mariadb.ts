import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {askDatabase, createDatabase, type DatabaseServer} from './database-server.js';
import {guard} from './guardian.js';
import {freePort} from './installation.js';
import {homePrefix} from './leftovers.js';
import {isAlive, killHard} from './processes.js';
import {until} from './until.js';

const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
/** The distribution keeps servers where the path of a plain user does not lead. */
const path = `${process.env['PATH']}:/usr/local/sbin:/usr/sbin`;

export interface MariadbOptions {
  /** Further options of the server. */
  readonly options?: readonly string[];
  /** Where its files lie, instead of a directory of its own: a file system that is full, say. */
  readonly parent?: string;
}

export const hasMariadb = spawnSync('mariadbd', ['--version'], {env: {...process.env, PATH: path}}).status === 0;

/** A MariaDB in a temporary directory, which whoever starts it removes; it is gone too when this process is killed. */
export async function startMariadb({options = [], parent = tmpdir()}: MariadbOptions = {}): Promise<DatabaseServer> {
  const directory = await mkdtemp(join(parent, `${homePrefix}mariadb-`));
  const files = {data: join(directory, 'data'), socket: join(directory, 'sock'), pid: join(directory, 'pid')};
  const remove = guard(`[ ! -f ${files.pid} ] || kill -9 $(cat ${files.pid}); rm -rf ${directory}`);
  install(files.data, directory);
  const certificates = certify(directory);
  const port = await freePort();
  const start = async (more: readonly string[] = []) => {
    const all = [...serverOptions(files, port), ...certificates.options, ...options, ...more];
    const server = spawn('mariadbd', all, {cwd: directory, env: {...process.env, PATH: path}, stdio: 'ignore', detached: true});
    server.unref();
    let ended = false;
    server.once('close', () => (ended = true));
    await until('MariaDB accepts logins', () => {
      if (ended) throw new Error(`MariaDB has ended:\n${readFileSync(join(directory, 'log.err'), 'utf8').slice(-2000)}`);
      return admin('select 1').then(
        () => true,
        () => false,
      );
    });
  };
  const admin = <T>(sql: string) => askDatabase<T>({socketPath: files.socket, user: 'root'}, sql);
  const server: DatabaseServer = {
    name: 'MariaDB',
    host: '127.0.0.1',
    port,
    socket: files.socket,
    authority: certificates.authority,
    query: admin,
    createDatabase: () => createDatabase(server),
    crash: () => crash(Number(readFileSync(files.pid, 'utf8'))),
    start,
    remove,
  };
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return server;
}

function install(data: string, cwd: string): void {
  const options = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  execFileSync('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, `--tmpdir=${cwd}`, ...options, ...asRoot], {
    cwd,
    env: {...process.env, PATH: path},
    stdio: 'pipe',
  });
}

function serverOptions(files: {readonly data: string; readonly socket: string; readonly pid: string}, port: number): string[] {
  return [
    '--no-defaults',
    ...asRoot,
    `--datadir=${files.data}`,
    // A server that starts removes the temporary tables of others that share its folder for them.
    `--tmpdir=${join(files.data, '..')}`,
    `--socket=${files.socket}`,
    `--pid-file=${files.pid}`,
    `--log-error=${join(files.data, '..', 'log.err')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--max-connections=200',
  ];
}

/** An authority of its own and a certificate for loopback. */
function certify(directory: string): {readonly authority: string; readonly options: readonly string[]} {
  const file = (name: string) => join(directory, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, {stdio: 'pipe'});
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-days', '2', '-subj', '/CN=tests', '-keyout', file('ca.key'), '-out', file('ca.pem'));
  openssl(
    'req',
    ...key,
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-keyout',
    file('server.key'),
    '-out',
    file('server.csr'),
  );
  const signing = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '2', '-copy_extensions', 'copy'];
  openssl('x509', '-req', '-in', file('server.csr'), ...signing, '-out', file('server.pem'));
  return {
    authority: file('ca.pem'),
    options: [`--ssl-ca=${file('ca.pem')}`, `--ssl-cert=${file('server.pem')}`, `--ssl-key=${file('server.key')}`],
  };
}

async function crash(pid: number): Promise<void> {
  killHard(pid);
  await until('the killed server is gone', () => !isAlive(pid), {everyMs: 5});
}
