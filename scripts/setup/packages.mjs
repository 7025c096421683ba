import {existsSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {findProgram, run, say} from './command.mjs';
import {withSetupLock} from './lock.mjs';

const SERVICE_POLICY = '/usr/sbin/policy-rc.d';
const SAVED_POLICY = `${SERVICE_POLICY}.before-muster`;
const ATTEMPTS = 3;

const APT_OPTIONS = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
// needrestart would restart services of the machine that happen to use an upgraded library.
const APT_ENV = {DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1'};

/** Installs what is missing of these distribution packages, without starting a service of theirs. */
export async function ensurePackages(names) {
  if ((await missingPackages(names)).length === 0) return;
  await withSetupLock(() => installPackages(names));
}

/** The same for a caller that holds the setup lock already. */
export async function installPackages(names) {
  const missing = await missingPackages(names);
  if (missing.length === 0) return;
  requireApt(missing);
  say(`installing ${missing.join(' ')} from the distribution`);
  await withoutStartingServices(() => installWithRetry(missing));
}

export const isDebianAsRoot = () => process.getuid?.() === 0 && Boolean(findProgram('apt-get'));

export const refreshPackageLists = () => run('apt-get', ['update', '-q'], {env: APT_ENV, timeoutMs: 300_000});

export async function packageCandidate(name) {
  const {stdout} = await run('apt-cache', ['policy', name], {env: {LC_ALL: 'C'}});
  const version = /Candidate: (\S+)/.exec(stdout)?.[1];
  return version === '(none)' ? undefined : version;
}

async function missingPackages(names) {
  const {stdout} = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name));
}

function requireApt(missing) {
  if (isDebianAsRoot()) return;
  throw new Error(`Install ${missing.join(', ')} first: only as root on Debian or Ubuntu does this happen by itself.`);
}

async function installWithRetry(names) {
  const install = () => run('apt-get', ['install', '--no-install-recommends', ...APT_OPTIONS, ...names], {env: APT_ENV});
  let result = await install();
  for (let attempt = 1; result.code !== 0 && attempt < ATTEMPTS; attempt++) {
    await refreshPackageLists();
    result = await install();
    if (result.code !== 0) await delay(attempt * 2_000);
  }
  if (result.code !== 0) throw new Error(`apt-get could not install ${names.join(' ')}:\n${result.stderr.trim().slice(-1_500)}`);
}

async function withoutStartingServices(work) {
  // A saved policy that is already there was left by a run that was killed; it is the machine's own.
  if (existsSync(SERVICE_POLICY) && !existsSync(SAVED_POLICY)) renameSync(SERVICE_POLICY, SAVED_POLICY);
  writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n', {mode: 0o755});
  try {
    await work();
  } finally {
    if (existsSync(SAVED_POLICY)) renameSync(SAVED_POLICY, SERVICE_POLICY);
    else rmSync(SERVICE_POLICY, {force: true});
  }
}

export function distribution() {
  const fields = readFileSync('/etc/os-release', 'utf8').matchAll(/^(\w+)="?([^"\n]*)"?$/gm);
  return Object.fromEntries([...fields].map(([, key, value]) => [key, value]));
}
