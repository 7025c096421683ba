import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {restartApp} from '../../src/core/use-cases/restart-app.js';
import {scaleApp} from '../../src/core/use-cases/scale-app.js';
import {setRunState} from '../../src/core/use-cases/set-run-state.js';
import {undeployApp} from '../../src/core/use-cases/undeploy-app.js';
import type {Harness} from '../support/harness.js';
import {deployHello, doneSteps, failureOf, hello, helloHarness, helloTopology} from '../support/hello-harness.js';
import {aClusteredRecipe, aRecipe} from '../support/topology.js';

const all = ['hello-master-1', 'hello-slave-1', 'hello-slave-2'];
let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness();
});
afterEach(() => harness.dispose());

const restart = () => restartApp(harness.ports, hello, harness.options());
const scale = (slaves: number) => scaleApp(harness.ports, {key: hello, slaves, roles: {}}, harness.options());

describe('deploying', () => {
  it('starts the master before the slaves and then leads the balancer to all of them', async () => {
    const outcome = await deployHello(harness);
    expect(doneSteps(harness)).toEqual([
      'ensure-network',
      'start-proxy',
      'start hello-master-1',
      'start hello-slave-1 hello-slave-2',
      'configure-proxy',
      'await-instances',
    ]);
    expect(harness.proxy.serving('web-1')).toEqual(all);
    expect(await harness.store.readOperation(outcome.operation as string)).toMatchObject({state: 'done'});
    expect(harness.events.filter((event) => event.type === 'ended')).toHaveLength(1);
    expect(await harness.store.readLeases()).toEqual([]);
  });

  it('changes nothing the second time', async () => {
    await deployHello(harness);
    const effects = harness.engine.effects.length;
    expect(await deployHello(harness)).toMatchObject({changed: false, operation: null});
    expect(harness.engine.effects).toHaveLength(effects);
  });

  it('keeps the numbers that are not said again', async () => {
    await deployHello(harness);
    await deployHello(harness, {version: '1.1.0', slaves: undefined});
    expect(harness.running()).toEqual(all);
    expect(
      harness.engine.containers.filter((container) => container.kind === 'instance').map((container) => container.version),
    ).toEqual(['1.1.0', '1.1.0', '1.1.0']);
  });

  it('pins the image that the version means', async () => {
    await deployHello(harness);
    const [deployment] = (await harness.topology()).deployments;
    expect(
      harness.engine.containers
        .filter((container) => container.kind === 'instance')
        .every((container) => container.image === deployment?.imageId),
    ).toBe(true);
  });

  it('names a role that the recipe has not', async () => {
    expect(await failureOf(deployHello(harness, {roles: {slaves: 2}}))).toMatchObject({
      code: 'NOT_FOUND',
      exitCode: 4,
      hint: expect.stringContaining('slave'),
    });
  });

  it('asks which role is meant when several may have any number', async () => {
    const roles = {a: {count: null, weight: 1, env: {}}, b: {count: null, weight: 1, env: {}}};
    await harness.seed(helloTopology(aRecipe({roles})));
    expect(await failureOf(deployHello(harness))).toMatchObject({code: 'ROLE_UNCLEAR', exitCode: 2});
  });

  it('starts managed services first and makes the secrets that are missing', async () => {
    await harness.seed(
      helloTopology(aClusteredRecipe())
        .withService('database', {managed: {node: 'web-1', image: null}, passwordSecret: 'db'})
        .withService('cache', {kind: 'redis', managed: {node: 'web-1', image: null}, passwordSecret: 'cache'}),
    );
    await deployHello(harness);
    expect(doneSteps(harness).filter((step) => step.startsWith('start '))[0]).toBe('start cache database');
    const environments = await Promise.all(
      harness.engine.containers
        .filter((container) => container.kind === 'instance')
        .map((container) => harness.engine.readEnvironment({name: 'web-1'} as never, container.id)),
    );
    expect(new Set(environments.map((environment) => environment['SESSION_SECRET'])).size).toBe(1);
    expect(environments[0]?.['SQL_DSN']).toMatch(/^app:.{20,}@tcp\(database:3306\)\/app/);
  });
});

describe('scaling', () => {
  it('starts only what is new', async () => {
    await deployHello(harness);
    harness.events.length = 0;
    await scale(4);
    expect(doneSteps(harness)).toEqual(['start hello-slave-3 hello-slave-4', 'configure-proxy', 'await-instances']);
    expect(harness.proxy.serving('web-1')).toHaveLength(5);
  });

  it('takes the highest ordinals out of rotation before it removes them, and never the master', async () => {
    await deployHello(harness, {slaves: 3});
    harness.events.length = 0;
    await scale(1);
    expect(doneSteps(harness)).toEqual([
      'drain hello-slave-2',
      'drain hello-slave-3',
      'configure-proxy',
      'remove hello-slave-2 hello-slave-3',
    ]);
    expect(harness.running()).toEqual(['hello-master-1', 'hello-slave-1']);
    await scale(0);
    expect(harness.running()).toEqual(['hello-master-1']);
  });

  it('refuses to scale the master away', async () => {
    await deployHello(harness);
    const failure = await failureOf(scaleApp(harness.ports, {key: hello, roles: {master: 0}}, harness.options()));
    expect(failure).toMatchObject({exitCode: 3});
    expect(harness.running()).toEqual(all);
  });

  it('says so when the number is the same', async () => {
    await deployHello(harness);
    expect(await scale(2)).toMatchObject({changed: false});
  });

  it('says how to deploy what is not deployed', async () => {
    expect(await failureOf(scale(2))).toMatchObject({
      code: 'NOT_DEPLOYED',
      exitCode: 4,
      hint: 'muster app deploy hello --env prod --version V',
    });
  });
});

describe('restarting', () => {
  it('replaces one instance after the other out of rotation, the master last', async () => {
    await deployHello(harness);
    harness.events.length = 0;
    await restart();
    expect(doneSteps(harness)).toEqual(
      ['hello-slave-1', 'hello-slave-2', 'hello-master-1'].flatMap((name) => [
        `drain ${name}`,
        `start ${name}`,
        `undrain ${name}`,
      ]),
    );
  });

  it('replaces the master first where the recipe says so', async () => {
    await harness.seed(helloTopology(aRecipe({updateOrder: 'master-first'})));
    await deployHello(harness);
    harness.events.length = 0;
    await restart();
    expect(doneSteps(harness).slice(0, 3)).toEqual(['drain hello-master-1', 'start hello-master-1', 'undrain hello-master-1']);
  });

  it('never has more than one instance out of rotation', async () => {
    await deployHello(harness);
    const serving: number[] = [];
    harness.engine.failWhen(() => {
      serving.push(harness.proxy.serving('web-1').length);
      return null;
    });
    await restart();
    expect(Math.min(...serving)).toBe(2);
  });

  it('lets an instance settle out of rotation before it stops', async () => {
    await harness.seed(helloTopology(aRecipe({settleMs: 6000})));
    await deployHello(harness);
    const {operation} = await restart();
    const journal = await harness.store.readJournal(operation as string);
    const times = journal
      .filter((entry) => entry.step.startsWith('drain:') && entry.step.endsWith('hello-slave-1'))
      .map((entry) => Date.parse(entry.at));
    expect((times[1] as number) - (times[0] as number)).toBeGreaterThanOrEqual(6000);
  });

  it('tells how many sessions it had to cut', async () => {
    await deployHello(harness);
    harness.proxy.traffic.set('hello-slave-1', {sessions: 3, requestsTotal: 10});
    await restart();
    const notes = harness.events.flatMap((event) => (event.type === 'step-done' && event.note ? [event.note] : []));
    expect(notes).toEqual(['3 sessions were still open after 30000 ms and cut']);
  });

  it('stops at the first instance that does not get healthy and leaves the others alone', async () => {
    await deployHello(harness);
    harness.engine.unhealthy.add('hello-slave-1');
    const failure = await failureOf(restart());
    expect(failure).toMatchObject({code: 'UNHEALTHY', exitCode: 6, hint: expect.stringContaining('muster operation resume ')});
    expect(failure.hint).toMatch(/goes on with it; or correct what it asks for, and type it again: /);
    expect(harness.proxy.serving('web-1')).toEqual(['hello-master-1', 'hello-slave-2']);
    expect(await harness.store.readLeases()).toEqual([]);
  });
});

describe('stopping and starting', () => {
  it('keeps the instances where they are and brings the same ones back', async () => {
    await deployHello(harness);
    const before = (await harness.topology()).instances;
    await setRunState(harness.ports, {key: hello, state: 'stopped'}, harness.options());
    expect(harness.running()).toEqual([]);
    expect(harness.proxy.serving('web-1')).toEqual([]);
    await setRunState(harness.ports, {key: hello, state: 'running'}, harness.options());
    expect(harness.proxy.serving('web-1')).toEqual(all);
    expect((await harness.topology()).instances).toEqual(before);
  });

  it('takes them out of rotation before it stops them', async () => {
    await deployHello(harness);
    harness.events.length = 0;
    await setRunState(harness.ports, {key: hello, state: 'stopped'}, harness.options());
    const steps = doneSteps(harness);
    const stop = steps.findIndex((step) => step.startsWith('stop'));
    for (const instance of all) expect(steps.slice(0, stop)).toContain(`drain ${instance}`);
  });

  it('stops nothing twice', async () => {
    await deployHello(harness);
    await setRunState(harness.ports, {key: hello, state: 'stopped'}, harness.options());
    expect(await setRunState(harness.ports, {key: hello, state: 'stopped'}, harness.options())).toMatchObject({changed: false});
  });
});

describe('undeploying', () => {
  it('removes the instances and the balancer that leads nowhere now', async () => {
    await deployHello(harness);
    await undeployApp(harness.ports, {key: hello, volumes: false}, harness.options());
    expect(harness.engine.containers).toEqual([]);
    expect(await harness.topology()).toMatchObject({deployments: [], instances: []});
    const again = {key: hello, volumes: false};
    expect(await failureOf(undeployApp(harness.ports, again, harness.options()))).toMatchObject({
      code: 'NOT_DEPLOYED',
      exitCode: 4,
    });
    expect(await undeployApp(harness.ports, again, {...harness.options(), missingOk: true})).toMatchObject({changed: false});
  });

  it('removes what an interrupted run has left, though the topology no longer has it', async () => {
    await deployHello(harness);
    harness.engine.failWhen((call) => (call.method === 'ensureProjectRemoved' ? (new Error('killed') as never) : null));
    await expect(undeployApp(harness.ports, {key: hello, volumes: false}, harness.options())).rejects.toThrow();
    harness.engine.failWhen(() => null);
    expect(harness.running()).toEqual(all);
    await undeployApp(harness.ports, {key: hello, volumes: false}, harness.options());
    expect(harness.engine.containers).toEqual([]);
  });

  it('takes the volumes along even where no container is left', async () => {
    await deployHello(harness);
    for (const name of all) harness.engine.lose('web-1', name);
    await undeployApp(harness.ports, {key: hello, volumes: true}, harness.options());
    expect(doneSteps(harness).filter((step) => step === 'remove-project')).toHaveLength(2);
  });
});
