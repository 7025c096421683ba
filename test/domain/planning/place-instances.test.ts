import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Instance, Node} from '../../../src/core/domain/model.js';
import {placeInstances} from '../../../src/core/domain/planning/place-instances.js';
import {aRecipe, aTopology, type TopologyBuilder} from '../../support/topology.js';

const nodes = ['web-1', 'web-2', 'web-3'];

function serving(facts: Readonly<Record<string, Partial<Node>>>, slaves: number, reserve = {}): TopologyBuilder {
  const started = Object.entries(facts).reduce((built, [name, more]) => built.withNode(name, more), aTopology());
  return started
    .withEnv('prod', {nodes: Object.keys(facts)})
    .withApp('hello', {recipe: aRecipe({reserve})})
    .withDeployment('hello', {roles: {master: 1, slave: slaves}});
}

const place = (topology: TopologyBuilder) => placeInstances({topology: topology.build(), foreignPorts: new Map()});
const where = (instances: readonly Instance[]) => instances.map(({role, ordinal, node}) => `${role}-${ordinal} ${node}`);

describe('placement', () => {
  it('spreads over zones first, then over nodes, and says why', () => {
    const {topology, reasons} = place(serving({'web-1': {zone: 'a'}, 'web-2': {zone: 'a'}, 'web-3': {zone: 'b'}}, 3));
    expect(where(topology.instances)).toEqual(['master-1 web-1', 'slave-1 web-3', 'slave-2 web-2', 'slave-3 web-3']);
    expect([...reasons.values()]).toEqual([
      'the first by name of those that are level',
      'zone b has the fewest of hello',
      'it has the fewest of hello',
      'zone b has the fewest of hello',
    ]);
  });

  it('gives a bigger node more where the spread is level', () => {
    const topology = serving({'web-1': {capacity: {cpu: 8}}, 'web-2': {capacity: {cpu: 32}}}, 0);
    expect(place(topology).reasons).toEqual(
      new Map([['default/prod/hello/hello-master-1', 'it has the least to do for its size']]),
    );
    expect(where(place(topology).topology.instances)).toEqual(['master-1 web-2']);
    const weighted = serving({'web-1': {weight: 1}, 'web-2': {weight: 5}, 'web-3': {weight: 0}}, 1);
    expect(where(place(weighted).topology.instances)).toEqual(['master-1 web-2', 'slave-1 web-1']);
  });

  it('leaves out what is not active and what is full, as long as another can take it', () => {
    const facts = {'web-1': {state: 'cordoned'}, 'web-2': {capacity: {cpu: 2}}, 'web-3': {}} as const;
    const {topology, reasons} = place(serving(facts, 3, {cpu: 2}));
    expect(where(topology.instances)).toEqual(['master-1 web-2', 'slave-1 web-3', 'slave-2 web-3', 'slave-3 web-3']);
    expect(reasons.get('default/prod/hello/hello-slave-1')).toBe('the only node that can take it');
  });

  it('says nothing where there was no choice', () => {
    expect(place(serving({'web-1': {}}, 2)).reasons.size).toBe(0);
  });

  const arbitraryNode = fc.record({
    zone: fc.constantFrom(null, 'a', 'b'),
    weight: fc.constantFrom(null, 0, 1, 5),
    capacity: fc.constantFrom({}, {cpu: 4}, {cpu: 16}),
    state: fc.constantFrom('active' as const, 'cordoned' as const),
  });
  const arbitraryNodes = fc.tuple(arbitraryNode, arbitraryNode, arbitraryNode);

  it('is the same whatever the order in which nodes are declared, and moves nothing when it is done again', () => {
    fc.assert(
      fc.property(arbitraryNodes, fc.nat(6), fc.boolean(), (facts, slaves, turned) => {
        const named = nodes.map((name, index) => [name, facts[index]!] as const);
        const topology = serving(Object.fromEntries(turned ? named.toReversed() : named), slaves);
        const placed = place(topology).topology;
        expect(where(placed.instances)).toEqual(where(place(serving(Object.fromEntries(named), slaves)).topology.instances));
        expect(placeInstances({topology: placed, foreignPorts: new Map()})).toEqual({topology: placed, reasons: new Map()});
      }),
    );
  });

  it('is known at once to be done only where a close look would leave everything as it is', () => {
    /** A port that nobody wants makes placement look closely. */
    const closely = new Map([['default/nowhere:1', 'a stranger']]);
    const changesOf = (instance: Instance): readonly (readonly Instance[])[] => [
      [],
      [instance, instance],
      [instance, {...instance, role: 'slave', ordinal: 9}],
      [{...instance, node: 'web-9'}],
      [{...instance, ordinal: instance.ordinal + 1}],
      [{...instance, role: 'other'}],
      [{...instance, app: 'other'}],
      [{...instance, env: 'other'}],
      [{...instance, org: 'other'}],
      [{...instance, ports: {}}],
      [{...instance, ports: {...instance.ports, more: 1}}],
      [{...instance, ports: {other: 20_000}}],
    ];
    fc.assert(
      fc.property(fc.nat(3), fc.nat(4), fc.boolean(), fc.nat(11), (slaves, at, drains, kind) => {
        const {topology} = place(serving({'web-1': {}, 'web-2': {}}, slaves));
        const [instances, nodes] = [
          [...topology.instances],
          topology.nodes.map((node, index) => (drains && index === 0 ? {...node, state: 'drained' as const} : node)),
        ];
        const target = instances[at];
        if (target) instances.splice(at, 1, ...(changesOf(target)[kind] ?? []));
        const altered = {...topology, nodes, instances};
        const quick = placeInstances({topology: altered, foreignPorts: new Map()});
        expect(quick.topology.instances).toEqual(placeInstances({topology: altered, foreignPorts: closely}).topology.instances);
      }),
      {numRuns: 500},
    );
  });

  it('moves only what stood on a node that is drained', () => {
    fc.assert(
      fc.property(arbitraryNodes, fc.nat(6), fc.constantFrom(...nodes), (facts, slaves, drained) => {
        const built = serving(Object.fromEntries(nodes.map((name, index) => [name, facts[index]!])), slaves).build();
        const before = placeInstances({topology: built, foreignPorts: new Map()}).topology;
        const states = before.nodes.map((node) => (node.name === drained ? {...node, state: 'drained' as const} : node));
        const after = placeInstances({topology: {...before, nodes: states}, foreignPorts: new Map()}).topology;
        const stayed = before.instances.filter((instance) => instance.node !== drained);
        expect(after.instances).toEqual(expect.arrayContaining(stayed));
        expect(after.instances).toHaveLength(before.instances.length);
        if (states.some((node) => node.state === 'active'))
          expect(after.instances.filter((instance) => instance.node === drained)).toEqual([]);
      }),
    );
  });
});
