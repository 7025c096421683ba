import {afterEach, describe, expect, it} from 'vitest';
import {isEmptyPlan} from '../../src/core/domain/plan.js';
import {leaveEnv} from '../../src/core/use-cases/join-env.js';
import {readLogs} from '../../src/core/use-cases/read-logs.js';
import {readStatus} from '../../src/core/use-cases/read-status.js';
import {removeNode} from '../../src/core/use-cases/remove-node.js';
import {scaleApp} from '../../src/core/use-cases/scale-app.js';
import {setRunState} from '../../src/core/use-cases/set-run-state.js';
import {createHarness, type Harness} from '../support/harness.js';
import {deployHello, failureOf, hello} from '../support/hello-harness.js';
import {aTopology, type TopologyBuilder} from '../support/topology.js';

let harness: Harness;
afterEach(() => harness.dispose());

/** Env `prod` with `hello` on three nodes, a master and five slaves. */
async function threeNodes(more: (topology: TopologyBuilder) => TopologyBuilder = (topology) => topology): Promise<void> {
  harness = await createHarness();
  const nodes = ['web-1', 'web-2', 'web-3'];
  const topology = nodes
    .reduce((built, node) => built.withNode(node), aTopology())
    .withEnv('prod', {nodes})
    .withApp('hello');
  await harness.seed(more(topology));
  await deployHello(harness, {slaves: 5});
  harness.engine.calls.length = 0;
}

const withEntry = (topology: TopologyBuilder) => topology.withEntry(':8088');
const scale = (slaves: number) => scaleApp(harness.ports, {key: hello, slaves, roles: {}}, harness.options());
const remove = (force: boolean) => removeNode(harness.ports, {org: 'default', name: 'web-3', force}, harness.options());
const nodesOf = async () => (await harness.topology()).instances.map((instance) => instance.node).sort();

describe('a node that does not answer', () => {
  it('gets nothing new, and a change that needs nothing of it goes on', async () => {
    await threeNodes();
    harness.engine.unreachable.add('web-3');
    // Of three more, one would stand on each node.
    const outcome = await scale(8);
    expect((await nodesOf()).filter((node) => node === 'web-3')).toHaveLength(2);
    expect(await nodesOf()).toHaveLength(9);
    expect(harness.engine.effects.filter((call) => call.node === 'web-3')).toEqual([]);
    expect(outcome.warnings).toContainEqual(
      expect.objectContaining({
        code: 'NODE_OFFLINE',
        severity: 'warning',
        subject: 'node web-3',
        message: 'Node web-3 does not answer; this change needs nothing of it, and what runs there was not looked at.',
      }),
    );
  });

  it('is taken to run what it should: nothing is to do where nothing changes', async () => {
    await threeNodes(withEntry);
    harness.engine.unreachable.add('web-3');
    const outcome = await scale(5);
    expect(isEmptyPlan(outcome.plan)).toBe(true);
    expect(outcome).toMatchObject({changed: false, warnings: [{code: 'NODE_OFFLINE'}]});
  });

  it('is named as not looked at where nothing had to change', async () => {
    await threeNodes();
    harness.engine.unreachable.add('web-3');
    expect(await scale(5)).toMatchObject({changed: false, looked: {seen: ['web-1', 'web-2'], unseen: ['web-3']}});
  });

  it('is no reason to say that there is nothing to do, where no other answers', async () => {
    await threeNodes(withEntry);
    for (const node of ['web-1', 'web-2', 'web-3']) harness.engine.unreachable.add(node);
    for (const work of [
      () => scale(5),
      () => deployHello(harness, {slaves: 5}, {dryRun: true}),
      () => setRunState(harness.ports, {key: hello, state: 'running'}, harness.options()),
    ])
      expect(await failureOf(work())).toMatchObject({
        code: 'NODE_UNREACHABLE',
        exitCode: 7,
        message: 'Node web-1 does not answer.',
      });
  });

  it('stops a change that needs it before anything moves, and is named', async () => {
    await threeNodes(withEntry);
    harness.engine.unreachable.add('web-3');
    const failure = await failureOf(scale(7));
    expect(failure).toMatchObject({code: 'NODE_UNREACHABLE', exitCode: 7, message: 'Node web-3 does not answer.'});
    expect(failure.hint).toContain('muster node remove web-3 --force');
    expect(failure.details['steps']).toEqual([expect.objectContaining({kind: 'configure-proxy'})]);
    expect(harness.engine.effects).toEqual([]);
    expect(await nodesOf()).toHaveLength(6);
  });

  it('does not stop the scaling in of what stands on it but by name', async () => {
    await threeNodes();
    harness.engine.unreachable.add('web-3');
    const failure = await failureOf(scale(1));
    expect(failure.details['steps']).toEqual([expect.objectContaining({kind: 'remove-containers'})]);
  });

  it('is refused by name where no other node can take what is new', async () => {
    harness = await createHarness();
    await harness.seed(
      aTopology()
        .withNode('web-1')
        .withEnv('prod', {nodes: ['web-1']})
        .withApp('hello'),
    );
    await deployHello(harness);
    harness.engine.unreachable.add('web-1');
    const failure = await failureOf(scale(3));
    expect(failure).toMatchObject({code: 'NODE_UNREACHABLE', exitCode: 7, message: 'Node web-1 does not answer.'});
    expect(failure.details['violations']).toMatchObject([
      {code: 'NODE_UNREADY', message: 'Node web-1 is offline, and no other node of env prod can take prod/hello-slave-3.'},
    ]);
  });

  it('does not keep status and logs from telling of the others', async () => {
    await threeNodes(withEntry);
    harness.engine.unreachable.add('web-3');
    const status = await readStatus(harness.ports, {org: 'default', env: null});
    expect(status.nodes.map(({name, reachable, containers}) => ({name, reachable, containers}))).toEqual([
      {name: 'web-1', reachable: true, containers: 3},
      {name: 'web-2', reachable: true, containers: 3},
      {name: 'web-3', reachable: false, containers: null},
    ]);
    expect(status.balancers.map(({node, running}) => [node, running])).toEqual([
      ['web-1', true],
      ['web-2', true],
      ['web-3', null],
    ]);
    const silent: string[] = [];
    const read = await readLogs(harness.ports, {
      key: hello,
      instance: null,
      tail: 1,
      follow: false,
      since: undefined,
      onSilent: ({message}) => silent.push(message),
    });
    const lines: string[] = [];
    for await (const line of read) lines.push(line);
    expect(lines).toHaveLength(4);
    expect(silent).toEqual(['Node web-3 does not answer.']);
  });
});

describe('a node that is gone for good', () => {
  it('is removed by force: its instances start elsewhere, and what was left behind is said', async () => {
    await threeNodes(withEntry);
    harness.engine.unreachable.add('web-3');
    const outcome = await remove(true);
    expect(await nodesOf()).toEqual(['web-1', 'web-1', 'web-1', 'web-2', 'web-2', 'web-2']);
    expect((await harness.topology()).nodes.map(({name}) => name)).toEqual(['web-1', 'web-2']);
    expect(harness.proxy.serving('web-1')).toHaveLength(6);
    expect(harness.engine.effects.filter((call) => call.node === 'web-3')).toEqual([]);
    const left = outcome.warnings.find(({code}) => code === 'LEFT_BEHIND');
    expect(left).toMatchObject({
      subject: 'node web-3',
      message:
        'Node web-3 does not answer and could not be cleaned: should it come back, prod/hello-slave-2, prod/hello-slave-5 and its balancer would run there still.',
      details: {left: ['prod/hello-slave-2', 'prod/hello-slave-5', 'its balancer']},
    });
  });

  it('leaves an env by force in the same way', async () => {
    await threeNodes(withEntry);
    harness.engine.unreachable.add('web-3');
    const outcome = await leaveEnv(
      harness.ports,
      {org: 'default', env: 'prod', nodes: ['web-3'], force: true},
      harness.options(),
    );
    expect(outcome.warnings.map(({code}) => code).sort()).toEqual(['LEFT_BEHIND', 'NODE_IN_USE']);
    expect(harness.proxy.serving('web-2')).toHaveLength(6);
  });

  it('is not given up without force, even where only its balancer stands there', async () => {
    await threeNodes((topology) => withEntry(topology.withNode('web-4').withMember('web-4')));
    await scale(2);
    harness.engine.unreachable.add('web-4');
    const failure = await failureOf(removeNode(harness.ports, {org: 'default', name: 'web-4', force: false}, harness.options()));
    expect(failure).toMatchObject({code: 'NODE_UNREACHABLE', exitCode: 7});
    expect(failure.hint).toContain('with --force what runs there is left behind');
  });
});
