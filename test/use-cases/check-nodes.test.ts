import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {checkNodes} from '../../src/core/use-cases/check-nodes.js';
import {aHost, createHarness, type Harness} from '../support/harness.js';
import {failureOf} from '../support/hello-harness.js';
import {aTopology} from '../support/topology.js';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.seed(
    aTopology()
      .withNode('web-1', {capacity: {cpu: 8, memoryMib: 16_384}})
      .withNode('web-2', {capacity: {cpu: 64, memoryMib: 1_048_576}})
      .withEnv('prod', {nodes: ['web-1', 'web-2']}),
  );
});
afterEach(() => harness.dispose());

const report = async (...names: string[]) => checkNodes(harness.ports, {org: 'default', names});
/** What was found on one node: `CODE message`. */
const findings = async (name: string) =>
  (await report())
    .filter(({node}) => node === name)
    .flatMap(({checks}) => checks)
    .filter((check) => check.result !== 'pass')
    .map(({code, message}) => `${code} ${message}`);

describe('checking nodes', () => {
  it('measures all, or those that are named, in the order of their names', async () => {
    const reports = await report();
    expect(reports.map(({node, reachable}) => [node, reachable])).toEqual([
      ['web-1', true],
      ['web-2', true],
    ]);
    expect(reports[0]?.machine).toMatchObject({cores: 8, memoryMib: 32_000, architecture: 'x86_64'});
    expect(reports[0]?.host).toEqual(aHost);
    expect((await report('web-2', 'web-2')).map(({node}) => node)).toEqual(['web-2']);
    expect(await failureOf(report('web-3'))).toMatchObject({code: 'NOT_FOUND', exitCode: 4});
  });

  it('has nothing against a machine that is as declared', async () => {
    expect(await findings('web-1')).toEqual([]);
  });

  it('tells a capacity above what is there, with one command that sets both right', async () => {
    expect(await findings('web-2')).toEqual([
      'CAPACITY_ABOVE_REAL 64 cores are declared, and the machine has 8.',
      'CAPACITY_ABOVE_REAL 1TiB are declared, and the machine has 31.3 GiB.',
    ]);
    const [web2] = await report('web-2');
    const hints = web2?.checks.filter((check) => check.result === 'warn').map(({hint}) => hint);
    expect(new Set(hints)).toEqual(new Set(['muster node update web-2 --capacity cpu=8,memory=32000MiB']));
  });

  it.each([
    [5200, 'CLOCK_SKEW It is 5.2 s ahead of this machine.'],
    [-90_000, 'CLOCK_SKEW It is 90 s behind this machine.'],
  ])('tells a clock that is %i ms off', async (clockAheadMs, finding) => {
    harness.engine.machines.set('web-1', {clockAheadMs});
    expect(await findings('web-1')).toEqual([finding]);
  });

  it('does not blame a clock for the time that the question took', async () => {
    harness.engine.machines.set('web-1', {clockAheadMs: 1400, clockErrorMs: 500});
    expect(await findings('web-1')).toEqual([]);
  });

  it.each([
    [{maxSessions: 1, maxStartups: 10}, 'MaxSessions 1, MaxStartups 10'],
    [{maxSessions: 10, maxStartups: 3}, 'MaxSessions 10, MaxStartups 3'],
  ])('tells an ssh server that lets too few in: %o', async (sshd, limits) => {
    harness.host = {...aHost, sshd};
    expect(await findings('web-1')).toEqual([`SSHD_LIMITS ${limits}: commands that run at the same time may be turned away.`]);
  });

  it('tells a disk that is nearly full, and holders of the ports that the web wants', async () => {
    harness.host = {...aHost, disk: {directory: '/var/lib/docker', freeBytes: 500 * 1024 ** 2}};
    harness.listening.add(443);
    harness.engine.foreignPorts.set('web-1', new Map([[443, 'nginx']]));
    expect(await findings('web-1')).toEqual([
      'DISK_FULL Only 0.5 GiB are free in /var/lib/docker.',
      'PORT_TAKEN Port 443 is held by container nginx.',
    ]);
  });

  it('names the node whose architecture is not that of the others', async () => {
    const {nodes, ...rest} = await harness.topology();
    await harness.seed({...rest, nodes: [...nodes, {...nodes[0]!, name: 'arm-1', connect: 'ssh://ops@arm-1'}]});
    harness.engine.machines.set('arm-1', {architecture: 'aarch64'});
    expect(await findings('arm-1')).toEqual(['ARCHITECTURE_DIFFERS It is aarch64, while most nodes are x86_64.']);
    expect(await findings('web-1')).toEqual([]);
  });

  it('says what it cannot see where only the engine is reached', async () => {
    harness.host = null;
    const [web1] = await report('web-1');
    expect(web1).toMatchObject({reachable: true, host: null});
    expect(web1?.checks.map(({message}) => message)).toContain(
      'disk, sshd and ports of other programs cannot be seen: over tcp only Docker is reached',
    );
  });

  it('tells of a node that does not answer and goes on with the others', async () => {
    harness.engine.unreachable.add('web-1');
    expect(await findings('web-1')).toEqual(['NODE_UNREACHABLE Node web-1 does not answer.']);
    expect((await report()).map(({node, reachable, machine}) => [node, reachable, machine === null])).toEqual([
      ['web-1', false, true],
      ['web-2', true, false],
    ]);
  });
});
