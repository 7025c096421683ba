import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {exitCodes, Failure} from '../../src/core/domain/errors.js';
import {deleteEnv} from '../../src/core/use-cases/delete-env.js';
import {joinEnv, leaveEnv} from '../../src/core/use-cases/join-env.js';
import {removeNode} from '../../src/core/use-cases/remove-node.js';
import {updateNode} from '../../src/core/use-cases/update-node.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, helloHarness, helloTopology} from '../support/hello-harness.js';

const env = {org: 'default', env: 'prod'};
const all = ['hello-master-1', 'hello-slave-1', 'hello-slave-2'];
let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness({
    topology: helloTopology().withNode('web-2', {connect: 'ssh://ops@10.0.0.12', address: '10.0.0.12'}),
  });
  await deployHello(harness);
});
afterEach(() => harness.dispose());

const join = (...nodes: string[]) => joinEnv(harness.ports, {...env, nodes, weight: null}, harness.options());
const leave = (force: boolean, ...nodes: string[]) => leaveEnv(harness.ports, {...env, nodes, force}, harness.options());
const nodesOfInstances = () => [
  ...new Set(harness.engine.containers.filter((it) => it.kind === 'instance' && it.state === 'running').map((it) => it.node)),
];

describe('a node that joins an env', () => {
  it('balances at once, while instances stay where they are', async () => {
    await join('web-2');
    expect(harness.proxy.serving('web-2')).toEqual(all);
    expect(nodesOfInstances()).toEqual(['web-1']);
  });

  it('changes nothing the second time', async () => {
    await join('web-2');
    expect(await join('web-2')).toMatchObject({changed: false, operation: null});
  });
});

describe('a node that leaves an env', () => {
  it('is kept while it hosts instances, with all of them named', async () => {
    await join('web-2');
    const failure = await failureOf(leave(false, 'web-1'));
    expect(failure).toMatchObject({code: 'NODE_IN_USE', exitCode: 3});
    expect(failure.message).toContain('prod/hello-master-1, prod/hello-slave-1 and prod/hello-slave-2');
    expect(nodesOfInstances()).toEqual(['web-1']);
  });

  it('moves its instances to the nodes that stay when forced, and says what was overridden', async () => {
    await join('web-2');
    const outcome = await leave(true, 'web-1');
    expect(outcome.warnings).toContainEqual(expect.objectContaining({code: 'NODE_IN_USE', severity: 'error'}));
    expect(harness.running()).toEqual(all);
    expect(nodesOfInstances()).toEqual(['web-2']);
    expect(harness.proxy.serving('web-2')).toEqual(all);
    expect(harness.engine.containers.filter((it) => it.node === 'web-1')).toEqual([]);
  });

  it('is not found the second time, which changes nothing where it may be missing', async () => {
    await join('web-2');
    await leave(true, 'web-1');
    expect(await failureOf(leave(true, 'web-1'))).toMatchObject({code: 'NOT_FOUND', exitCode: 4});
    const again = {...env, nodes: ['web-1'], force: true};
    expect(await leaveEnv(harness.ports, again, {...harness.options(), missingOk: true})).toMatchObject({changed: false});
  });

  it('is not found before any machine is asked, where it is none of those of the env', async () => {
    for (const node of ['web-1', 'web-2']) harness.engine.unreachable.add(node);
    for (const nodes of [['web-2'], ['web-1', 'web-2']])
      expect(await failureOf(leave(true, ...nodes))).toMatchObject({
        code: 'NOT_FOUND',
        message: 'There is no node of env prod named web-2.',
        hint: 'Did you mean web-1? muster env show prod shows all',
      });
  });

  it('goes on leaving after a run that stopped half way', async () => {
    await join('web-2');
    const broken = new Failure({code: 'COMPOSE_FAILED', exit: exitCodes.stepFailed, message: 'It broke.'});
    harness.engine.failWhen(({method}) => (method.startsWith('ensure') ? broken : null));
    expect(await failureOf(leave(true, 'web-1'))).toMatchObject({exitCode: 6});
    harness.engine.failWhen(() => null);
    expect((await harness.topology()).memberships.map(({node}) => node)).toEqual(['web-2']);
    expect(await leave(true, 'web-1')).toMatchObject({changed: true});
    expect(nodesOfInstances()).toEqual(['web-2']);
    expect(await failureOf(leave(true, 'web-1'))).toMatchObject({code: 'NOT_FOUND'});
  });

  it('is not the last one under a running app', async () => {
    expect(await failureOf(leave(true, 'web-1'))).toMatchObject({code: 'ENV_NO_NODE', exitCode: 3});
  });
});

describe('removing a node', () => {
  const remove = (name: string, force: boolean, dryRun = false) =>
    removeNode(harness.ports, {org: 'default', name, force}, harness.options({dryRun}));

  it('is refused while it hosts instances', async () => {
    await join('web-2');
    expect(await failureOf(remove('web-1', false))).toMatchObject({code: 'NODE_IN_USE', exitCode: 3});
  });

  it('moves what it hosts when forced and leaves nothing on it', async () => {
    await join('web-2');
    await remove('web-1', true);
    expect(nodesOfInstances()).toEqual(['web-2']);
    expect(harness.engine.containers.filter((it) => it.node === 'web-1')).toEqual([]);
    expect((await harness.topology()).nodes.map((node) => node.name)).toEqual(['web-2']);
  });

  it('writes nothing in a dry run and tells the moves', async () => {
    await join('web-2');
    const before = await harness.topology();
    const outcome = await remove('web-1', true, true);
    expect([...outcome.plan.changes].map((change) => change.subject)).toEqual(
      expect.arrayContaining(['node web-1', 'node web-1 in env prod', 'instance hello-master-1']),
    );
    expect(await harness.topology()).toEqual(before);
    expect(nodesOfInstances()).toEqual(['web-1']);
  });

  it('of no env needs no engine', async () => {
    const effects = harness.engine.effects.length;
    expect(await remove('web-2', false)).toMatchObject({changed: true, operation: null});
    expect(harness.engine.effects).toHaveLength(effects);
  });

  it('refuses what is not there and names the nearest', async () => {
    expect(await failureOf(remove('web-22', false))).toMatchObject({
      code: 'NOT_FOUND',
      exitCode: 4,
      hint: 'Did you mean web-2? muster node list shows all',
    });
  });
});

describe('updating a node', () => {
  it('brings another weight to the balancer and leaves instances alone', async () => {
    const outcome = await updateNode(
      harness.ports,
      {facts: {org: 'default', name: 'web-1', weight: 7}, unlabel: []},
      harness.options(),
    );
    expect(outcome.plan.stages.flatMap((stage) => stage.steps.map((step) => step.kind))).toEqual(['configure-proxy']);
  });

  it('needs no engine for labels', async () => {
    expect(
      await updateNode(
        harness.ports,
        {facts: {org: 'default', name: 'web-1', labels: {rack: 'r7'}}, unlabel: []},
        harness.options(),
      ),
    ).toMatchObject({changed: true, operation: null});
  });

  it('is not put into a group that is not there, in a dry run neither', async () => {
    const facts = {org: 'default', name: 'web-1', group: 'defautl'};
    for (const dryRun of [true, false])
      expect(await failureOf(updateNode(harness.ports, {facts, unlabel: []}, harness.options({dryRun})))).toMatchObject({
        code: 'NOT_FOUND',
        exitCode: 4,
        message: 'There is no group named defautl.',
        hint: expect.stringContaining('Did you mean default?'),
      });
  });
});

describe('deleting an env', () => {
  const remove = (cascade: boolean) => deleteEnv(harness.ports, {...env, cascade}, harness.options());

  it('is refused while it has something, all of it named', async () => {
    expect(await failureOf(remove(false))).toMatchObject({
      code: 'ENV_IN_USE',
      exitCode: 3,
      details: {violations: [{details: {contents: ['app hello', 'entry :8088']}}]},
    });
  });

  it('removes containers, balancer and everything recorded when it cascades', async () => {
    await remove(true);
    expect(harness.engine.containers).toEqual([]);
    expect(await harness.topology()).toMatchObject({
      envs: [],
      memberships: [],
      entries: [],
      deployments: [],
      instances: [],
      secrets: [],
    });
  });

  it('is not found the second time, which changes nothing where it may be missing', async () => {
    await remove(true);
    expect(await failureOf(remove(true))).toMatchObject({code: 'NOT_FOUND', exitCode: 4});
    const again = {...env, cascade: true};
    expect(await deleteEnv(harness.ports, again, {...harness.options(), missingOk: true})).toMatchObject({changed: false});
  });
});
