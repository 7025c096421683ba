import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {checkNodes} from '../../src/core/use-cases/check-nodes.js';
import {diagnose} from '../../src/core/use-cases/diagnose.js';
import {updateNode} from '../../src/core/use-cases/update-node.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, helloHarness} from '../support/hello-harness.js';

let harness: Harness;
const other = 'ssh://ops@10.0.0.9';
beforeEach(async () => {
  harness = await helloHarness();
  await deployHello(harness);
  harness.engine.elsewhere.add(other);
});
afterEach(() => harness.dispose());

const connect = (to: string, force = false) =>
  updateNode(harness.ports, {facts: {org: 'default', name: 'web-1', connect: to}, unlabel: [], force}, harness.options());
const connection = async () => (await harness.topology()).nodes.map((node) => node.connect);

describe('a node that something stands on', () => {
  it('is not connected to another machine, and nothing changes', async () => {
    const before = harness.engine.containers;
    expect(await failureOf(connect(other))).toMatchObject({code: 'MACHINE_STAYS', exitCode: 3});
    expect(await connection()).toEqual(['local']);
    expect(harness.engine.containers).toEqual(before);
  });

  it('may get another way to the machine that it is, by which the same containers are seen', async () => {
    expect(await connect('ssh://ops@web.example.com')).toMatchObject({changed: true, operation: null});
    expect(await connection()).toEqual(['ssh://ops@web.example.com']);
  });

  it('is known by what stands there where the old way is gone', async () => {
    const {nodes, ...rest} = await harness.topology();
    await harness.seed({...rest, nodes: nodes.map((node) => ({...node, connect: 'ssh://ops@gone.example.com'}))});
    harness.engine.gone.add('ssh://ops@gone.example.com');
    expect(await connect('ssh://ops@web.example.com')).toMatchObject({changed: true, operation: null});
    expect(await failureOf(connect(other))).toMatchObject({code: 'MACHINE_STAYS'});
  });

  it('is connected to another by force, with what it leaves said', async () => {
    const outcome = await connect(other, true);
    expect(outcome.warnings).toContainEqual(expect.objectContaining({code: 'MACHINE_STAYS', severity: 'error'}));
    expect(await connection()).toEqual([other]);
  });
});

describe('two nodes that are one engine', () => {
  it('are told by node check and by the doctor', async () => {
    const {nodes, ...rest} = await harness.topology();
    await harness.seed({...rest, nodes: [...nodes, {...nodes[0]!, name: 'web-2', connect: 'ssh://ops@web.example.com'}]});
    for (const way of ['local', 'ssh://ops@web.example.com']) harness.engine.engineIds.set(way, 'one');
    const reports = await checkNodes(harness.ports, {org: 'default', names: []});
    const found = {code: 'MACHINE_TWICE', message: expect.stringContaining('web-1 and web-2 are one Docker engine')};
    expect(reports.find(({node}) => node === 'web-2')?.checks).toContainEqual(expect.objectContaining(found));
    expect(await diagnose(harness.ports, {org: 'default', node: null})).toContainEqual(expect.objectContaining(found));
  });
});
