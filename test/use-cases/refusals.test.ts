import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {withRecord} from '../../src/core/domain/collections.js';
import type {Environment} from '../../src/core/domain/model.js';
import {plannedWork} from '../../src/core/domain/planning/planned-work.js';
import {changeCluster} from '../../src/core/use-cases/change-cluster.js';
import {deploymentScope, type ChangeOutcome, type ClusterChange} from '../../src/core/use-cases/cluster-change.js';
import {restartApp} from '../../src/core/use-cases/restart-app.js';
import {createApp} from '../../src/core/use-cases/create-app.js';
import {deleteApp} from '../../src/core/use-cases/delete-app.js';
import {setSecret} from '../../src/core/use-cases/set-secret.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, hello, helloHarness, helloTopology} from '../support/hello-harness.js';

let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness();
});
afterEach(() => harness.dispose());

const seen = (shown: ChangeOutcome) => ({work: plannedWork(shown.before, shown), again: 'muster plan'});

const everything = async () => ({
  topology: await harness.topology(),
  operations: await harness.store.readOperations(),
  leases: await harness.store.readLeases(),
  sealed: await harness.store.readSealed(),
});

describe('a dry run', () => {
  it('writes nothing anywhere', async () => {
    const before = await everything();
    const outcome = await deployHello(harness, {}, {dryRun: true});
    expect(outcome).toMatchObject({changed: true, dryRun: true, operation: null});
    expect(outcome.plan.stages).not.toEqual([]);
    expect(await everything()).toEqual(before);
    expect(harness.engine.effects).toEqual([]);
    expect(harness.proxy.calls).toEqual([]);
  });

  it('shows the plan that the run then executes', async () => {
    const shown = await deployHello(harness, {}, {dryRun: true});
    expect((await deployHello(harness)).plan).toEqual(shown.plan);
  });
});

describe('a plan that was saved', () => {
  it('is refused when what it was made from has changed', async () => {
    const shown = await deployHello(harness, {}, {dryRun: true});
    await harness.seed(
      withRecord(await harness.topology(), 'entries', {
        ...hello,
        address: ':9000',
        backup: false,
        app: null,
        path: '/',
        position: 2,
      }),
    );
    const before = await everything();
    expect(await failureOf(deployHello(harness, {}, {agreed: seen(shown)}))).toMatchObject({code: 'PLAN_STALE', exitCode: 5});
    expect(await everything()).toEqual(before);
  });

  it('is executed when nothing has changed but what visitors do', async () => {
    await deployHello(harness);
    const shown = await deployHello(harness, {version: '1.1.0'}, {dryRun: true});
    harness.proxy.traffic.set('hello-slave-1', {sessions: 2, requestsTotal: 500});
    expect(await deployHello(harness, {version: '1.1.0'}, {agreed: seen(shown)})).toMatchObject({changed: true});
  });

  it('is refused when a container went meanwhile', async () => {
    await deployHello(harness);
    const shown = await deployHello(harness, {version: '1.1.0'}, {dryRun: true});
    harness.engine.lose('web-1', 'hello-slave-2');
    expect(await failureOf(deployHello(harness, {version: '1.1.0'}, {agreed: seen(shown)}))).toMatchObject({code: 'PLAN_STALE'});
  });
});

describe('what moves between the look and the lock', () => {
  const loseAtSecondLook = () => {
    let looks = 0;
    harness.engine.failWhen((call) => {
      if (call.method === 'observe' && (looks += 1) === 2) harness.engine.lose('web-1', 'hello-slave-2');
      return null;
    });
  };

  it('makes a saved plan stale', async () => {
    await deployHello(harness);
    const shown = await deployHello(harness, {version: '1.1.0'}, {dryRun: true});
    loseAtSecondLook();
    expect(await failureOf(deployHello(harness, {version: '1.1.0'}, {agreed: seen(shown)}))).toMatchObject({code: 'PLAN_STALE'});
    expect(await harness.store.readLeases()).toEqual([]);
  });

  it('is not executed without the locks that it needs', async () => {
    await deployHello(harness);
    loseAtSecondLook();
    const relabel: ClusterChange = {
      org: 'default',
      edit: (before) => withRecord(before, 'envs', {...(before.envs[0] as Environment), labels: {stage: 'production'}}),
      scope: (_before, after) => deploymentScope(after, [hello]),
    };
    expect(await failureOf(changeCluster(harness.ports, relabel, harness.options()))).toMatchObject({code: 'PLAN_STALE'});
    expect(harness.running()).toHaveLength(2);
    expect((await harness.topology()).envs[0]?.labels).toEqual({});
  });
});

describe('a plan that a person agreed to', () => {
  it('is not replaced by another one behind their back', async () => {
    await deployHello(harness);
    const confirm = async () => {
      harness.engine.lose('web-1', 'hello-slave-2');
      return true;
    };
    expect(await failureOf(restartApp(harness.ports, hello, harness.options({confirm})))).toMatchObject({code: 'PLAN_STALE'});
    expect((await harness.topology()).deployments[0]?.generation).toBe(1);
  });

  it('changes nothing when they decline', async () => {
    await deployHello(harness);
    const before = await everything();
    expect(await failureOf(restartApp(harness.ports, hello, harness.options({confirm: async () => false})))).toMatchObject({
      code: 'CANCELLED',
      exitCode: 11,
    });
    expect(await everything()).toEqual(before);
  });

  it('is not asked about when nothing that runs is touched', async () => {
    let asked = false;
    await deployHello(
      harness,
      {},
      {
        confirm: async () => {
          asked = true;
          return true;
        },
      },
    );
    expect(asked).toBe(false);
  });
});

describe('a change that breaks rules', () => {
  it('leaves the state as it was and names every violation', async () => {
    await harness.seed(helloTopology().withEnv('stage'));
    const before = await everything();
    const failure = await failureOf(deployHello(harness, {key: {...hello, env: 'stage'}, weights: {master: 300}}));
    expect(failure).toMatchObject({exitCode: 3, code: 'RULES_VIOLATED'});
    expect((failure.details['violations'] as {code: string}[]).map((violation) => violation.code)).toEqual(
      expect.arrayContaining(['ENV_NO_NODE', 'WEIGHT_INVALID']),
    );
    expect(await everything()).toEqual(before);
    expect(harness.engine.effects).toEqual([]);
  });

  it('names the program that holds the port of the entry', async () => {
    harness.listening.add(8088);
    harness.engine.foreignPorts.set('web-1', new Map([[8088, 'somebody-nginx']]));
    expect(await failureOf(deployHello(harness))).toMatchObject({
      code: 'PORT_TAKEN',
      exitCode: 3,
      message: expect.stringContaining('somebody-nginx'),
    });
  });

  it('names another installation that holds the port, and does not call it a stranger to be stopped', async () => {
    harness.listening.add(8088);
    const neighbour = {container: 'proxy-1', installation: 'e'.repeat(32), env: '', isBalancer: true, hostPorts: []};
    harness.engine.neighbours.set('web-1', [neighbour]);
    const named = `the balancer of Muster installation ${neighbour.installation} (container proxy-1)`;
    const failure = await failureOf(deployHello(harness));
    expect(failure).toMatchObject({
      code: 'PORT_TAKEN',
      message: `Port 8088 of node web-1 is wanted by entry :8088 of env prod, and another program, most likely ${named} holds it.`,
      hint: expect.stringContaining('MUSTER_HOME of that installation'),
    });
    harness.engine.neighbours.set('web-1', [{...neighbour, isBalancer: false, container: 'api-1', hostPorts: [8088]}]);
    expect((await failureOf(deployHello(harness))).message).toContain(
      `container api-1 of Muster installation ${neighbour.installation} holds it.`,
    );
  });

  it('does not run a version whose image cannot be had', async () => {
    harness.engine.images.set('web:9.9.9', null);
    expect(await failureOf(deployHello(harness, {version: '9.9.9'}))).toMatchObject({code: 'IMAGE_PULL_FAILED', exitCode: 7});
    expect(harness.running()).toEqual([]);
    expect((await harness.topology()).deployments).toEqual([]);
    expect(await harness.store.readOperations()).toEqual([]);
    expect(await harness.store.readLeases()).toEqual([]);
  });

  it('does not start while a node does not answer', async () => {
    harness.engine.unreachable.add('web-1');
    expect(await failureOf(deployHello(harness))).toMatchObject({code: 'NODE_UNREACHABLE', exitCode: 7});
    expect((await harness.topology()).deployments).toEqual([]);
  });

  it('asks for secrets of its own environment only', async () => {
    await harness.seed(helloTopology().withEnv('stage').withService('db', {env: 'stage', passwordSecret: 'db-password'}));
    expect(await deployHello(harness)).toMatchObject({changed: true});
    await harness.seed(helloTopology().withService('db', {passwordSecret: 'db-password'}));
    expect(await failureOf(deployHello(harness))).toMatchObject({
      code: 'SECRET_MISSING',
      exitCode: 3,
      hint: 'muster secret set db-password --env prod',
    });
  });
});

describe('creating and deleting apps', () => {
  it('creates one from a recipe, once', async () => {
    const request = {org: 'default', name: 'api', recipe: 'new-api', image: null};
    expect(await createApp(harness.ports, request, {dryRun: false})).toMatchObject({changed: true});
    expect(await createApp(harness.ports, request, {dryRun: false})).toMatchObject({changed: false});
    expect(await failureOf(createApp(harness.ports, {...request, image: 'other/api'}, {dryRun: false}))).toMatchObject({
      code: 'NAME_TAKEN',
      exitCode: 3,
    });
    expect(await failureOf(createApp(harness.ports, {...request, recipe: 'new-apo'}, {dryRun: false}))).toMatchObject({
      code: 'RECIPE_NOT_FOUND',
      exitCode: 4,
    });
  });

  it('does not delete one that is deployed, and says where', async () => {
    await deployHello(harness);
    expect(await failureOf(deleteApp(harness.ports, {org: 'default', name: 'hello'}, {dryRun: false}))).toMatchObject({
      code: 'APP_IN_USE',
      exitCode: 3,
      details: {envs: ['prod']},
    });
  });

  it('creates none in an org that is not there', async () => {
    const request = {org: 'acmee', name: 'api', recipe: 'new-api', image: null};
    await harness.seed(helloTopology().withOrg('acme'));
    expect(await failureOf(createApp(harness.ports, request, {dryRun: false}))).toMatchObject({
      code: 'NOT_FOUND',
      exitCode: 4,
      message: 'There is no org named acmee.',
      hint: 'Did you mean acme? muster org list shows all',
    });
  });

  it('does not delete one that an entry leads to, and says which', async () => {
    await harness.seed(helloTopology().withEntry('shop.com:80', {app: 'hello'}));
    expect(await failureOf(deleteApp(harness.ports, {org: 'default', name: 'hello'}, {dryRun: false}))).toMatchObject({
      code: 'APP_IN_USE',
      exitCode: 3,
      message: 'App hello cannot be deleted while entry shop.com:80 of env prod leads to it.',
      hint: 'muster entry remove shop.com:80 --env prod',
    });
  });

  it('deletes what only the app got with it: nothing of it meets another app of that name', async () => {
    const kept = helloTopology().withConfig('LOG_LEVEL', 'info');
    await harness.seed(kept.withConfig('LOG_LEVEL', 'debug', {app: 'hello'}));
    for (const app of [null, 'hello'])
      await setSecret(harness.ports, {secret: {org: 'default', env: 'prod', app, name: 'token'}, value: 'x'}, {dryRun: false});
    await deleteApp(harness.ports, {org: 'default', name: 'hello'}, {dryRun: false});
    const {configs, secrets} = await harness.topology();
    expect(configs).toEqual(kept.build().configs);
    expect(secrets.map(({app}) => app)).toEqual([null]);
  });

  it('deletes one that is deployed nowhere, and nothing twice', async () => {
    expect(await deleteApp(harness.ports, {org: 'default', name: 'hello'}, {dryRun: false})).toMatchObject({changed: true});
    const again = {org: 'default', name: 'hello'};
    expect(await failureOf(deleteApp(harness.ports, again, {dryRun: false}))).toMatchObject({code: 'NOT_FOUND', exitCode: 4});
    expect(await deleteApp(harness.ports, again, {dryRun: false, missingOk: true})).toMatchObject({changed: false});
  });
});
