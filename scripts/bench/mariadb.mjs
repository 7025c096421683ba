import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {createConnection} from 'mysql2/promise';
import {findProgram} from '../setup/command.mjs';
import {ensurePackages} from '../setup/packages.mjs';

const asRoot = process.getuid() === 0 ? ['--user=root'] : [];

/** A MariaDB as the distribution sets it up, on a port and a directory of its own, for as long as `work` runs. */
export async function withMariadb(work) {
  if (!findProgram('mariadbd')) await ensurePackages(['mariadb-server']);
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-mariadb-'));
  const [data, socket] = [join(directory, 'data'), join(directory, 'sock')];
  const options = ['--no-defaults', ...asRoot, `--datadir=${data}`];
  execFileSync(findProgram('mariadb-install-db'), [...options, '--auth-root-authentication-method=normal', '--skip-test-db'], {
    stdio: 'ignore',
  });
  const port = await freePort();
  const listening = [`--socket=${socket}`, `--port=${port}`, '--bind-address=127.0.0.1', '--skip-name-resolve'];
  const server = spawn(findProgram('mariadbd'), [...options, ...listening], {stdio: 'ignore'});
  try {
    const admin = await connected(socket);
    await admin.query("create user bench@'%' identified by 'bench'; grant all on *.* to bench@'%'");
    return await work({
      admin,
      port,
      login: {host: '127.0.0.1', port, user: 'bench', password: 'bench', multipleStatements: true},
    });
  } finally {
    server.kill('SIGKILL');
    rmSync(directory, {recursive: true, force: true});
  }
}

async function connected(socketPath) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await createConnection({socketPath, user: 'root', multipleStatements: true});
    } catch (error) {
      if (tries === 300) throw error;
      await delay(50);
    }
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
