import {describe, expect, it} from 'vitest';
import type {Made, Observation} from '../../../src/core/domain/container.js';
import {valueDigest} from '../../../src/core/domain/digest.js';
import {withPlacedInstances} from '../../../src/core/domain/planning/place-instances.js';
import {firstPortOf, hostPortRange} from '../../../src/core/domain/planning/port-book.js';
import {planChanges} from '../../../src/core/domain/planning/plan-changes.js';
import {PlanningWorld, topologyOf} from '../../support/planning-world.js';

const topology = topologyOf({'prod/hello': {slaves: 1, version: '1', generation: 1, state: 'running'}});

/** The plan for a world that stands as declared, with something else observed than is. */
async function planFor(alter: (observation: Observation) => Partial<Observation>) {
  const world = new PlanningWorld();
  await world.execute(await world.plan(topology, topology), topology);
  const input = await world.input(topology, topology);
  return planChanges({...input, observation: {...input.observation, ...alter(input.observation)}});
}
const kinds = (plan: Awaited<ReturnType<typeof planFor>>) => plan.stages.flatMap((stage) => stage.steps.map((step) => step.kind));

describe('what somebody did by hand', () => {
  it('takes every container of a network that is gone away, one by one, and makes it anew', async () => {
    const plan = await planFor(({networks}) => ({networks: networks.filter(({node}) => node !== 'n1')}));
    expect(plan.changes.map(({node, action, reasons}) => ({node, action, reasons}))).toEqual([
      {node: 'n1', action: 'replace-stop-first', reasons: ['its network is gone']},
    ]);
    expect(kinds(plan).filter((kind) => kind !== 'drain-instance' && kind !== 'undrain-instance')).toEqual([
      'ensure-network',
      'remove-containers',
      'start-containers',
    ]);
  });

  it('removes the second of two networks of one name, and touches no container', async () => {
    const plan = await planFor(({networks}) => ({networks: [...networks, {...networks[0]!, id: 'another'}]}));
    expect(plan.changes).toMatchObject([{action: 'change', reasons: ['there are 2 of it'], moves: false}]);
    expect(kinds(plan)).toEqual(['ensure-network']);
  });

  it('removes an unhealthy instance before it starts it: the engine leaves alone what runs as specified', async () => {
    const plan = await planFor(({containers}) => ({
      containers: containers.map((container) => (container.role === 'slave' ? {...container, health: 'unhealthy'} : container)),
    }));
    expect(kinds(plan).filter((kind) => kind.endsWith('containers'))).toEqual(['remove-containers', 'start-containers']);
  });
});

describe('a container made by hand with the labels of another', () => {
  const made = (change: (made: Made) => Partial<Made>) =>
    planFor(({containers}) => ({
      containers: containers.map((it) => (it.role === 'slave' && it.made ? {...it, made: {...it.made, ...change(it.made)}} : it)),
    }));
  const another = valueDigest('another');

  it.each<[string, (made: Made) => Partial<Made>]>([
    ['it runs another image (999999999999)', () => ({imageId: `sha256:${'9'.repeat(64)}`})],
    ['variable ROLE was added', ({environment}) => ({environment: {...environment, ROLE: another}})],
    ['variable PATH was added', ({environment}) => ({environment: {...environment, PATH: another}})],
    ['its command is another one', () => ({command: '["sleep"]'})],
    ['its entrypoint is another one', () => ({entrypoint: '["sh"]'})],
    ['its user is another one', () => ({user: '0:0'})],
    ['its ports are others', () => ({ports: []})],
    ['its mounts are others', ({mounts}) => ({mounts: [...mounts, {kind: 'bind', source: '/etc', path: '/etc'}]})],
  ])('is told and made anew: %s', async (reason, change) => {
    const plan = await made(change);
    expect(plan.changes).toMatchObject([{action: 'replace-stop-first', subject: 'instance hello-slave-1', reasons: [reason]}]);
    expect(kinds(plan).filter((kind) => kind.endsWith('containers'))).toEqual(['remove-containers', 'start-containers']);
  });

  it.each<[string, (made: Made) => Partial<Made>]>([
    ['what its image brings along', ({ofImage}) => ({ofImage: {...ofImage}})],
    ['a volume that its image declares', ({mounts}) => ({mounts: [...mounts, {kind: 'volume', source: 'x', path: '/cache'}]})],
    ["Docker's own proxy settings", ({environment}) => ({environment: {...environment, HTTP_PROXY: another, no_proxy: another}})],
  ])('is not one that has %s', async (_, change) => {
    expect(await made(change)).toMatchObject({changes: [], stages: []});
  });

  it('is known by labels too', async () => {
    const plan = await planFor(({containers}) => ({
      containers: containers.map((it) => (it.role === 'slave' ? {...it, role: 'master'} : it)),
    }));
    expect(plan.changes).toMatchObject([{reasons: ['its label role was changed']}]);
  });
});

describe('host ports', () => {
  const portOf = (placed: typeof topology) => placed.instances.map((instance) => instance.ports['http'] as number);

  it('stay with their instance until somebody else has them', () => {
    const [first = 0, ...others] = portOf(topology);
    const {org, node} = topology.instances[0]!;
    const moved = withPlacedInstances({topology, foreignPorts: new Map([[`${org}/${node}:${first}`, 'somebody']])});
    expect(portOf(moved)[0]).not.toBe(first);
    expect(portOf(moved).slice(1)).toEqual(others);
    expect(withPlacedInstances({topology, foreignPorts: new Map()})).toEqual(topology);
  });

  it('begin where the installation says, and go round at the end of the range', () => {
    const bare = {...topology, instances: []};
    expect(portOf(withPlacedInstances({topology: bare, foreignPorts: new Map(), firstPort: 23_400}))).toContain(23_400);
    const last = hostPortRange.last;
    const placed = withPlacedInstances({topology: bare, foreignPorts: new Map(), firstPort: last});
    expect(placed.instances.flatMap(({ports}) => Object.values(ports))).toEqual(
      expect.arrayContaining([last, hostPortRange.first]),
    );
    for (const installation of ['a', 'b', 'c'])
      expect(firstPortOf(installation)).toSatisfy(
        (port: number) => port >= hostPortRange.first && port <= last && port % 100 === 0,
      );
  });
});
