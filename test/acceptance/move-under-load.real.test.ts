import {describe, expect, it} from 'vitest';
import {adminSocketOf} from '../support/admin-socket.js';
import {untilAllUp} from '../support/faults.js';
import {fastRecipe} from '../support/hello.js';
import {anInstallation, freePort, type Installation} from '../support/installation.js';
import {runLoad, type LoadResult} from '../support/load.js';
import {until} from '../support/until.js';

/** Two environments on one node, each with an app of its own; each instance bears the name of its app. */
async function blueAndGreen() {
  const installation = await anInstallation();
  await installation.write('fast.yaml', fastRecipe);
  const [port, other] = [await freePort(), await freePort()];
  const env = (app: string, entries: readonly string[]) => ({
    nodes: ['web-1'],
    entries,
    apps: {[app]: {recipe: './fast.yaml', image: 'muster-hello', version: '1.0.0', slaves: 1}},
  });
  const topology = {
    apiVersion: 'muster/v1',
    nodes: {'web-1': {connect: 'local'}},
    envs: {blue: env('azure', [`:${port}`]), green: env('olive', [`:${other}`])},
  };
  const file = await installation.write('both.json', JSON.stringify(topology));
  const applied = await installation.muster('apply', '-f', file, '--yes');
  expect(applied.exit, applied.stderr).toBe(0);
  await untilAllUp(await adminSocketOf(installation.id));
  return {installation, port, other};
}

/** Sends a steady load while the command runs, and goes on until its effect has settled. */
async function underLoad(url: string, installation: Installation, ...command: readonly string[]): Promise<LoadResult> {
  const stop = new AbortController();
  const load = runLoad({url, seconds: 60, connections: 50, rate: 400, signal: stop.signal});
  const changed = await installation.muster(...command);
  expect(changed.exit, changed.stderr).toBe(0);
  await until('the other env alone', async () => (await answering(url)).length === 1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  stop.abort();
  return load;
}

/** Apps that answer on new connections: one that was idle before the switch may still lead to the old env once. */
async function answering(url: string): Promise<readonly string[]> {
  const {byInstance} = await runLoad({url, requests: 8, keepAlive: false});
  return [...new Set(Object.keys(byInstance).map((instance) => instance.split('-')[0] as string))];
}

/** How long both environments answered, by the times at which requests were sent. */
function overlapMs({seen}: LoadResult, from: string, to: string): number {
  const of = (app: string) =>
    Object.entries(seen)
      .filter(([instance]) => instance.startsWith(app))
      .map(([, times]) => times);
  expect(of(from).length).toBeGreaterThan(0);
  expect(of(to).length).toBeGreaterThan(0);
  return Math.max(...of(from).map(({lastMs}) => lastMs)) - Math.min(...of(to).map(({firstMs}) => firstMs));
}

describe('an address that changes its env under load', () => {
  it('is answered by the one or by the other, without a failure, and the switch takes less than a second', async () => {
    const {installation, port, other} = await blueAndGreen();
    const url = `http://127.0.0.1:${port}/`;
    const moved = await underLoad(url, installation, 'entry', 'move', `:${port}`, '--from', 'blue', '--to', 'green');
    const swapped = await underLoad(url, installation, 'env', 'swap', 'blue', 'green');
    const overlaps = [overlapMs(moved, 'azure', 'olive'), overlapMs(swapped, 'olive', 'azure')].map(Math.round);
    console.log('move and swap under load', {requests: moved.ok + swapped.ok, overlaps, kinds: [moved.kinds, swapped.kinds]});
    expect([moved.kinds, swapped.kinds]).toEqual([{}, {}]);
    for (const overlap of overlaps) expect(overlap).toBeLessThan(1000);
    const entries = await installation.muster('entry', 'list', '--json');
    expect(entries.json.data.map(({env, address}: {env: string; address: string}) => `${env} ${address}`).sort()).toEqual(
      [`blue :${port}`, `blue :${other}`].sort(),
    );
  });

  it('stays where it is while nothing in the other env is healthy', async () => {
    const {installation, port} = await blueAndGreen();
    const stopped = await installation.muster('app', 'stop', 'olive', '--env', 'green', '--yes');
    expect(stopped.exit, stopped.stderr).toBe(0);
    const refused = await installation.muster('entry', 'move', `:${port}`, '--from', 'blue', '--to', 'green', '--json');
    expect(refused.exit).toBe(3);
    expect(refused.json.error.details.violations.map(({code}: {code: string}) => code)).toEqual(['SWAP_UNHEALTHY']);
    expect(await answering(`http://127.0.0.1:${port}/`)).toEqual(['azure']);
    const forced = await installation.muster('entry', 'move', `:${port}`, '--from', 'blue', '--to', 'green', '--force');
    expect(forced.exit, forced.stderr).toBe(0);
    const started = await installation.muster('app', 'start', 'olive', '--env', 'green', '--yes');
    expect(started.exit, started.stderr).toBe(0);
    await untilAllUp(await adminSocketOf(installation.id));
    expect(await answering(`http://127.0.0.1:${port}/`)).toEqual(['olive']);
  });
});
