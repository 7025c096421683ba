import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {addService} from '../../src/core/use-cases/add-service.js';
import {joinEnv, leaveEnv} from '../../src/core/use-cases/join-env.js';
import {drainNode} from '../../src/core/use-cases/node-state.js';
import {removeNode} from '../../src/core/use-cases/remove-node.js';
import {scaleApp} from '../../src/core/use-cases/scale-app.js';
import {setRunState} from '../../src/core/use-cases/set-run-state.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, hello, helloHarness, helloTopology} from '../support/hello-harness.js';
import {aRecipe} from '../support/topology.js';

let harness: Harness;
/** A master and two slaves with data on web-1, and web-2 beside it. */
beforeEach(async () => {
  harness = await helloHarness({
    topology: helloTopology(aRecipe({volumes: {data: '/data'}})).withNode('web-2', {
      connect: 'ssh://ops@10.0.0.12',
      address: '10.0.0.12',
    }),
  });
  await deployHello(harness);
  await joinEnv(harness.ports, {org: 'default', env: 'prod', nodes: ['web-2'], weight: null}, harness.options());
});
afterEach(() => harness.dispose());

const leavingData = () => harness.options({overridden: ['VOLUME_STAYS']});
const moves = {
  drain: (options = harness.options()) => drainNode(harness.ports, {org: 'default', name: 'web-1'}, options),
  leave: (options = harness.options()) =>
    leaveEnv(harness.ports, {org: 'default', env: 'prod', nodes: ['web-1'], force: true}, options),
  remove: (options = harness.options()) => removeNode(harness.ports, {org: 'default', name: 'web-1', force: true}, options),
};
const nodes = async () => (await harness.topology()).instances.map(({node}) => node);

describe('instances that keep data in volumes', () => {
  it.each(['drain', 'leave', 'remove'] as const)('are not moved by %s, unless their data is to be left', async (verb) => {
    const failure = await failureOf(moves[verb]());
    expect(failure).toMatchObject({code: 'VOLUME_STAYS', exitCode: 3, hint: expect.stringContaining('--leave-data')});
    expect(await nodes()).toEqual(['web-1', 'web-1', 'web-1']);
    const outcome = await moves[verb](leavingData());
    expect(await nodes()).toEqual(['web-2', 'web-2', 'web-2']);
    expect(outcome.warnings).toContainEqual(expect.objectContaining({code: 'VOLUME_STAYS'}));
  });

  it('are not moved while they are stopped either', async () => {
    await setRunState(harness.ports, {key: hello, state: 'stopped'}, harness.options());
    expect(await failureOf(moves.drain())).toMatchObject({code: 'VOLUME_STAYS'});
  });

  it('leave their volumes when they are scaled away, which is said', async () => {
    const {warnings} = await scaleApp(harness.ports, {key: hello, slaves: 1, roles: {}}, harness.options());
    expect(warnings).toMatchObject([{code: 'VOLUME_STAYS', severity: 'warning', subject: 'instance hello-slave-2'}]);
  });
});

describe('a managed service', () => {
  const db = (node: string, options = harness.options()) =>
    addService(
      harness.ports,
      {
        service: {...hello, name: 'cache', kind: 'redis', url: null, passwordSecret: null, managed: {node, image: null}},
        replace: true,
      },
      options,
    );

  it('stays on the node with its data, and keeps the node in the env', async () => {
    await db('web-2');
    expect(await failureOf(db('web-1'))).toMatchObject({code: 'VOLUME_STAYS', exitCode: 3});
    const leave = leaveEnv(harness.ports, {org: 'default', env: 'prod', nodes: ['web-2'], force: true}, harness.options());
    expect(await failureOf(leave)).toMatchObject({code: 'NODE_NOT_IN_ENV', exitCode: 3});
    expect(await db('web-1', leavingData())).toMatchObject({changed: true});
  });
});
