import {type ChildProcess, spawn} from 'node:child_process';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished} from 'vitest';
import {aFarNetwork, type FarNetwork} from '../support/cut-off.js';
import type {DatabaseServer, TestDatabase} from '../support/database-server.js';
import {expectConverged, openOperations} from '../support/faults.js';
import {fastRecipe, writeHello} from '../support/hello.js';
import {anInstallation, freePort} from '../support/installation.js';
import {startMariadb} from '../support/mariadb.js';
import {killHard} from '../support/processes.js';
import {aCli} from '../support/run-cli.js';
import {until} from '../support/until.js';

const root = join(import.meta.dirname, '..', '..');
let server: DatabaseServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startMariadb({options: ['--bind-address=0.0.0.0']});
});
afterAll(() => server.remove());
beforeEach(async () => {
  database = await server.createDatabase();
  onTestFinished(database.drop);
});

const storeFrom = ({address}: FarNetwork) => database.address.replace(server.host, address);

interface Far {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly ended: Promise<{readonly exit: number | null; readonly stdout: string; readonly stderr: string}>;
}

/** A command on a machine of its own that shares the installation. */
function startFar(network: FarNetwork, home: string, args: readonly string[]): Far {
  const [program = '', ...rest] = [...network.enter, process.execPath, join(root, 'bin', 'run.js'), ...args];
  const child = spawn(program, rest, {
    cwd: home,
    env: {...process.env, NO_COLOR: '1', MUSTER_HOME: home, MUSTER_STORE: storeFrom(network)},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => killHard(child.pid as number));
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  const ended = new Promise<Awaited<Far['ended']>>((resolve) => child.once('close', (exit) => resolve({exit, stdout, stderr})));
  return {child, ended, text: () => stdout + stderr};
}

describe('cut off from the database', () => {
  it('a command ends with one sentence, and what it was to change is as it was', async () => {
    const cli = await aCli({init: false});
    const network = aFarNetwork();
    expect((await cli.run('init', {env: {MUSTER_STORE: database.address}})).exit).toBe(0);
    const add = (name: string) => startFar(network, cli.home, ['node', 'add', name, '--connect', `ssh://a@${name}`]).ended;
    expect((await add('near')).exit).toBe(0);
    network.cut();
    const cut = await add('far');
    expect(cut.exit).toBe(7);
    expect(cut.stderr).toMatch(
      /^Error: The database server at \S+ does not answer: .*\. \(STORE_UNREACHABLE\)\n(  caused by: .*\n)?Next: .*\n$/,
    );
    network.mend();
    expect((await add('far')).exit).toBe(0);
    const {json} = await cli.run('node list --json', {env: {MUSTER_STORE: database.address}});
    expect(json.data.map(({name}: {readonly name: string}) => name)).toEqual(['far', 'near']);
  });

  it('an apply is taken over by another machine, and back again it writes nothing; nothing is lost or doubled', async () => {
    const installation = await anInstallation({env: {MUSTER_STORE: database.address}});
    const recipe = fastRecipe.replace('minHealthy: 0s', 'minHealthy: 8s');
    const {file, port} = await writeHello(installation, {slaves: 1, recipe});
    const [alpha, beta] = [aFarNetwork(), aFarNetwork()];
    const first = startFar(alpha, installation.home, ['apply', '-f', file, '--yes', '--json']);
    await until('an instance starts', async () => (await installation.containers('label=muster.kind=instance')).length > 0);
    const [operation] = await openOperations(installation);
    alpha.cut();
    await writeHello(installation, {port, slaves: 2, recipe, config: {TAKEN: 'over'}});
    const second = await startFar(beta, installation.home, ['apply', '-f', file, '--yes', '--lock-wait', '90s']).ended;
    expect(second.exit, second.stderr).toBe(0);
    const show = async () => (await installation.muster('operation', 'show', operation as string, '--json')).json.data;
    const before = await show();
    expect(before.state).toBe('abandoned');
    alpha.mend();
    const late = await first.ended;
    // It may have given up before it was back.
    expect([5, 7], late.stdout).toContain(late.exit);
    expect(['LEASE_LOST', 'STORE_UNREACHABLE']).toContain(JSON.parse(late.stdout).error.code);
    expect(await show()).toEqual(before);
    await expectConverged(installation, file, {instances: 3});
  });

  it('an agent goes on trying while the one that stood by takes over, and then stands by itself', async () => {
    const cli = await aCli({init: false});
    const env = {MUSTER_STORE: database.address};
    await cli.run('init', {env});
    await cli.run('cluster update DEFAULT --heartbeat 5', {env});
    const [alpha, beta] = [aFarNetwork(), aFarNetwork()];
    const run = async (network: FarNetwork) =>
      startFar(network, cli.home, ['agent', 'run', '--listen', `127.0.0.1:${await freePort()}`]);
    const tells = (agent: Far, event: string, nth = 1) =>
      until(`it tells ${event}`, () => agent.text().split(`"event":"${event}"`).length > nth);
    const first = await run(alpha);
    await tells(first, 'active');
    const second = await run(beta);
    await tells(second, 'standing-by');
    alpha.cut();
    await tells(second, 'active');
    await tells(first, 'store-silent');
    alpha.mend();
    await tells(first, 'store-answers');
    await tells(first, 'standing-by');
    const {json} = await cli.run('agent status --json', {env});
    expect(JSON.stringify(json.data)).toContain(`"pid":${second.child.pid}`);
    for (const agent of [first, second]) agent.child.kill('SIGTERM');
    expect((await first.ended).exit).toBe(143);
    expect((await second.ended).exit).toBe(143);
  });
});
