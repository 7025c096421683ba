import {spawn} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {findProgram, mustRun, run, say, searchPath} from './command.mjs';
import {composeVersion, installCompose, isComposeV2} from './compose.mjs';
import {withSetupLock} from './lock.mjs';
import {installPackages, isDebianAsRoot} from './packages.mjs';

export {ensurePackages} from './packages.mjs';

const ENGINE_PACKAGES = ['docker.io', 'iptables', 'iproute2', 'ca-certificates'];
const START_DEADLINE_MS = 30_000;
const ENGINE_LOG = join(tmpdir(), 'muster-dockerd.log');

/** Makes sure that a Docker Engine answers and Compose is v2: `{ engine, compose }`, their versions. */
export async function ensureEngine() {
  const found = await versions();
  if (isReady(found)) return found;
  requireOwnMachine(found);
  await withSetupLock(async () => {
    if (!(await engineVersion())) await bringUpEngine();
    if (!isComposeV2(await composeVersion())) await installCompose();
  });
  const now = await versions();
  if (isReady(now)) return now;
  throw new Error(`Docker is still not usable: engine ${now.engine ?? 'silent'}, compose ${now.compose ?? 'missing'}.`);
}

async function versions() {
  const [engine, compose] = await Promise.all([engineVersion(), composeVersion()]);
  return {engine, compose};
}

const isReady = ({engine, compose}) => Boolean(engine) && isComposeV2(compose);

async function engineVersion() {
  const {code, stdout} = await run('docker', ['version', '--format', '{{.Server.Version}}'], {timeoutMs: 10_000});
  return code === 0 ? stdout.trim() : undefined;
}

function requireOwnMachine({engine}) {
  if (!engine && process.env.DOCKER_HOST) {
    throw new Error(`No Docker Engine answers at DOCKER_HOST=${process.env.DOCKER_HOST}: start it or unset the variable.`);
  }
  if (isDebianAsRoot()) return;
  const wanted = engine ? 'the Docker Compose v2 plugin' : 'Docker Engine and the Compose v2 plugin, and start the engine';
  throw new Error(`Install ${wanted}: only as root on Debian or Ubuntu does this happen by itself.`);
}

async function bringUpEngine() {
  await installPackages(findProgram('dockerd') && findProgram('docker') ? [] : ENGINE_PACKAGES);
  if (existsSync('/run/systemd/system')) await mustRun('systemctl', ['start', 'docker']);
  else startDetachedEngine();
  await waitForEngine();
}

/** Started again when it crashes, as the distribution's unit does: old engines have a race between a probe and a removal. */
const KEEPER = 'until "$0"; do sleep 1; done';

function startDetachedEngine() {
  say(`starting dockerd, its log is ${ENGINE_LOG}`);
  const log = openSync(ENGINE_LOG, 'a', 0o600);
  const daemon = spawn('sh', ['-c', KEEPER, findProgram('dockerd')], {
    cwd: '/',
    detached: true,
    env: {...process.env, PATH: searchPath},
    stdio: ['ignore', log, log],
  });
  daemon.unref();
  closeSync(log);
}

async function waitForEngine() {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!(await engineVersion())) {
    if (Date.now() > deadline) throw new Error(`The Docker Engine does not answer after 30 s.\n${endOfLog()}`);
    await delay(100);
  }
}

const endOfLog = () => (existsSync(ENGINE_LOG) ? readFileSync(ENGINE_LOG, 'utf8').trim().split('\n').slice(-8).join('\n') : '');
