import {createInterface} from 'node:readline';
import {expect} from 'vitest';
import {adminSocketOf, type AdminSocket} from './admin-socket.js';
import {docker} from './docker.js';
import {writeHello, type HelloCluster, type HelloOptions} from './hello.js';
import {anInstallation, type CliResult, type Installation, type InstallationOptions} from './installation.js';
import {until} from './until.js';

export interface RunningHello extends HelloCluster {
  readonly installation: Installation;
  readonly balancer: AdminSocket;
  /** Container of an instance, by the instance's name. */
  container(instance: string): Promise<string>;
}

/** The demonstration app behind its balancer, applied and every instance up. */
export async function runningHello(options: Partial<HelloOptions> = {}, about: InstallationOptions = {}): Promise<RunningHello> {
  const installation = await anInstallation(about);
  const cluster = await writeHello(installation, {slaves: 3, ...options});
  const applied = await installation.muster('apply', '-f', cluster.file, '--yes');
  expect(applied.exit, applied.stderr).toBe(0);
  const balancer = await adminSocketOf(installation.id);
  await untilAllUp(balancer);
  return {...cluster, installation, balancer, container: (instance) => containerOf(installation, instance)};
}

export async function containerOf(installation: Installation, instance: string): Promise<string> {
  const [name] = await installation.containers(`label=muster.name=${instance}`);
  return name as string;
}

export async function untilAllUp(balancer: AdminSocket): Promise<void> {
  await until('every server up', async () => {
    const servers = await balancer.servers().catch(() => []);
    return servers.length > 0 && servers.every(({status}) => status === 'UP');
  });
}

/** Milliseconds until the balancer takes the server out. */
export function untilOut(balancer: AdminSocket, server: string): Promise<number> {
  return until(`${server} out`, async () => /^(DOWN|NOLB)/.test(await balancer.status(server)), {everyMs: 10});
}

export function untilBack(balancer: AdminSocket, server: string): Promise<number> {
  return until(`${server} back`, async () => (await balancer.status(server)) === 'UP', {everyMs: 10});
}

/** The plan has nothing to do, nothing is locked, and no container or network is there that should not be. */
export async function expectConverged(installation: Installation, file: string, {instances = 4} = {}): Promise<void> {
  const plan = await installation.muster('plan', '-f', file, '--json');
  expect(plan.exit, plan.stderr).toBe(0);
  expect(plan.json.data).toMatchObject({changed: false, changes: []});
  expect(await installation.containers('label=muster.kind=instance')).toHaveLength(instances);
  expect(await installation.containers('label=muster.kind=proxy')).toHaveLength(1);
  expect(await installation.containers('status=created')).toEqual([]);
  expect(await docker('network', 'ls', '-q', '--filter', `label=muster.installation=${installation.id}`)).toHaveLength(1);
}

/** Kills the command as a power cut would, at that time of its life or when it has ended, and waits until it is gone. */
export async function killAfter({child, ended}: ReturnType<Installation['spawn']>, ms: number): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await ended;
  clearTimeout(timer);
}

/** Calls back with each line of the command's progress. */
export function onProgress({child}: ReturnType<Installation['spawn']>, listener: (line: string) => void): void {
  if (child.stderr) createInterface(child.stderr).on('line', listener);
}

export async function openOperations(installation: Installation): Promise<readonly string[]> {
  const {json} = await installation.muster('operation', 'list', '--open', '--json');
  return json.data.map((operation: {id: string}) => operation.id);
}

/** Goes on after a crash as the hint says: resume what was committed, apply where nothing was. */
export async function recover(installation: Installation, file: string): Promise<CliResult> {
  const open = await openOperations(installation);
  return open.length > 0
    ? installation.muster('operation', 'resume', '--json')
    : installation.muster('apply', '-f', file, '--yes', '--json');
}

export async function expectUnlocked(installation: Installation): Promise<void> {
  expect((await installation.muster('lock', 'list', '--json')).json.data).toEqual([]);
}

/** Runs the rounds, at most so many side by side. */
export async function inParallel<T>(items: readonly T[], width: number, round: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await round(item);
  };
  await Promise.all(Array.from({length: width}, worker));
}
