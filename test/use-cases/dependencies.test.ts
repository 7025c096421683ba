import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {readAppStatus} from '../../src/core/use-cases/app-status.js';
import {diagnose} from '../../src/core/use-cases/diagnose.js';
import {readStatus} from '../../src/core/use-cases/read-status.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, hello, helloHarness, helloTopology} from '../support/hello-harness.js';
import {aRecipe} from '../support/topology.js';

const external = {passwordSecret: null, managed: null};
const recipe = aRecipe({services: {database: {kind: 'mysql', required: true}, cache: {kind: 'redis', required: false}}});

let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness({
    topology: helloTopology(recipe)
      .withService('database', {...external, url: 'mysql://db.internal:3306/app'})
      .withService('cache', {...external, kind: 'redis', url: 'redis://cache.internal:6379'}),
  });
});
afterEach(() => harness.dispose());

const status = () => readStatus(harness.ports, {org: 'default', env: null});
const serviceChecks = async () =>
  (await diagnose(harness.ports, {org: 'default', node: null})).filter(({code}) => code === 'SERVICE_DOWN');

describe('an app whose database does not answer', () => {
  it('is not as desired for app status, status and doctor, which name the service', async () => {
    await deployHello(harness);
    expect(await readAppStatus(harness.ports, hello)).toMatchObject({
      healthy: true,
      levels: [{}, {level: 'dependencies', result: 'pass', message: 'cache, database answer'}, {}],
    });
    expect(await status()).toMatchObject({healthy: true, problems: []});
    expect(await serviceChecks()).toEqual([]);
    harness.silentHosts.add('db.internal');
    const down = {
      code: 'SERVICE_DOWN',
      subject: 'service database',
      message: 'Service database of prod (db.internal:3306): db.internal:3306: nothing listens there.',
      hint: 'muster service check database --env prod',
    };
    expect(await readAppStatus(harness.ports, hello)).toMatchObject({
      healthy: false,
      levels: [{}, {level: 'dependencies', result: 'fail', message: 'database: db.internal:3306: nothing listens there'}, {}],
      problems: [down],
    });
    expect(await status()).toMatchObject({healthy: false, problems: [down], nextCommand: down.hint});
    expect(await serviceChecks()).toMatchObject([{check: 'service database', result: 'fail', message: down.message}]);
  });

  it('is not released: the wait has an end, and nothing moves', async () => {
    await deployHello(harness);
    harness.silentHosts.add('db.internal');
    const effects = harness.engine.effects.length;
    expect(await failureOf(deployHello(harness, {version: '1.1.0'}))).toMatchObject({
      code: 'SERVICE_DOWN',
      exitCode: 7,
      message:
        'Nothing was changed, for what the app needs does not answer: service database of prod (db.internal:3306): db.internal:3306: nothing listens there.',
      hint: 'muster service check --env prod',
    });
    expect(harness.engine.effects).toHaveLength(effects);
    harness.silentHosts.clear();
    expect(await deployHello(harness, {version: '1.1.0'})).toMatchObject({changed: true});
  });

  it('is released where it can do without the service, or where only its nodes can reach it', async () => {
    harness.silentHosts.add('cache.internal');
    expect(await deployHello(harness)).toMatchObject({changed: true});
    const topology = await harness.topology();
    await harness.seed({...topology, nodes: topology.nodes.map((node) => ({...node, connect: 'ssh://ops@10.0.0.2'}))});
    harness.silentHosts.add('db.internal');
    expect(await deployHello(harness, {version: '1.1.0'})).toMatchObject({changed: true});
    expect(await readAppStatus(harness.ports, hello)).toMatchObject({
      levels: [{}, {level: 'dependencies', result: 'unknown'}, {}],
    });
  });
});

it('an instance that its balancer does not have up is a problem for status and doctor', async () => {
  await deployHello(harness);
  harness.proxy.judgeDown('hello-slave-1', 'status 302');
  const problem = {
    code: 'NOT_SERVING',
    message: 'The balancer on web-1 has hello-slave-1 of prod as down; its check says: status 302.',
  };
  expect(await status()).toMatchObject({healthy: false, problems: [problem]});
  expect(await diagnose(harness.ports, {org: 'default', node: null})).toContainEqual(
    expect.objectContaining({...problem, result: 'fail'}),
  );
  expect(await readAppStatus(harness.ports, hello)).toMatchObject({healthy: false, problems: [{code: 'NOT_SERVING'}]});
});
