import {describe, expect, it} from 'vitest';
import {expectConverged, expectUnlocked, onProgress, openOperations} from '../support/faults.js';
import {fastRecipe, writeHello} from '../support/hello.js';
import {anInstallation, type CliResult, type Installation} from '../support/installation.js';
import {until} from '../support/until.js';

/** Starting an instance takes a while, so that there is a middle to be cut off in. */
const recipe = fastRecipe.replace('minHealthy: 0s', 'minHealthy: 6s');

/** An `apply` on a machine of that name, in the middle of its first step. */
async function applying(installation: Installation, host: string, file: string) {
  const running = installation.spawnOn(host, 'apply', '-f', file, '--yes', '--json');
  let ended = false;
  void running.ended.then(() => (ended = true));
  await until('a step runs', async () => {
    if (ended) throw new Error(`It has ended: ${JSON.stringify(await running.ended)}`);
    const [operation] = (await installation.muster('operation', 'list', '--open', '--json')).json?.data ?? [];
    if (!operation) return false;
    const {json} = await installation.muster('operation', 'show', operation.id, '--json');
    return JSON.stringify(json.data).includes('start-containers') && (await installation.containers('status=running')).length > 0;
  });
  return running;
}

const locksSeenBy = async (other: Installation) => (await other.muster('lock', 'list', '--json')).json.data;

describe('a lease that is held on another machine', () => {
  it('is seen from anywhere, stops others by name, and ends by itself when its holder dies', async () => {
    const installation = await anInstallation();
    const other = await anInstallation({env: {MUSTER_STORE: installation.store}});
    const {file} = await writeHello(installation, {slaves: 1, recipe});
    const {child, ended} = await applying(installation, 'alpha', file);

    const [lock] = await locksSeenBy(other);
    expect(lock).toMatchObject({host: 'alpha', pid: child.pid, manual: false, command: expect.stringContaining('apply -f')});
    expect(Date.parse(lock.since)).not.toBeNaN();
    expect(Date.parse(lock.expiresAt)).toBeGreaterThan(Date.parse(lock.since));
    const refused = await installation.spawnOn('beta', 'apply', '-f', file, '--yes', '--json').ended;
    expect(refused).toMatchObject({exit: 5, json: {error: {code: 'BUSY', message: expect.stringContaining('@alpha (pid ')}}});

    child.kill('SIGKILL');
    await ended;
    await until('its lease has ended', async () => (await locksSeenBy(other)).length === 0);
    const [operation] = await openOperations(installation);
    const resumed = await installation.spawnOn('beta', 'operation', 'resume', operation as string, '--json').ended;
    expect(resumed.exit, resumed.stdout).toBe(0);
    await expectConverged(installation, file, {instances: 2});
    const audited = (await other.muster('audit', 'list', '--json')).json.data;
    expect(audited[0]).toMatchObject({command: 'operation resume', host: 'beta', operation: expect.any(String)});
  });

  it('is gone when it comes back from a silence: another has taken over, and the first writes nothing more', async () => {
    const installation = await anInstallation();
    const {file, port} = await writeHello(installation, {slaves: 1, recipe});
    const {child, ended} = await applying(installation, 'alpha', file);
    const [first] = await openOperations(installation);
    child.kill('SIGSTOP');
    await writeHello(installation, {port, slaves: 2, recipe, config: {TAKEN: 'over'}});
    const taking = installation.spawnOn('beta', 'apply', '-f', file, '--yes', '--lock-wait', '60s');
    const told: string[] = [];
    onProgress(taking, (line) => told.push(line));
    const taken = await taking.ended;
    expect(taken.exit, taken.stderr).toBe(0);
    expect(told.join('\n')).toMatch(/waiting for .*@alpha, who holds/);
    const journal = async () => (await installation.muster('operation', 'show', first as string, '--json')).json.data;
    const before = await journal();

    child.kill('SIGCONT');
    const late: CliResult = await ended;
    expect(late, late.stdout).toMatchObject({exit: 5, json: {error: {code: 'LEASE_LOST'}}});
    expect(await journal()).toEqual(before);
    expect(before.state).toBe('abandoned');
    await expectConverged(installation, file, {instances: 3});
    await expectUnlocked(installation);
  });
});
