import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {keyFunction} from '../../../src/core/domain/collections.js';
import {describeGraph} from '../../../src/core/domain/graph/describe-graph.js';
import type {Graph, GraphNodeKind, VertexOf} from '../../../src/core/domain/graph/graph.js';
import type {Collection, Topology} from '../../../src/core/domain/model.js';
import {arbitraryTopology} from '../../support/arbitrary-topology.js';
import {aFleet} from '../../support/fleet.js';
import {aTopology} from '../../support/topology.js';

const everything = {orgs: null, envs: null, detail: null};

function all<K extends GraphNodeKind>(graph: Graph, kind: K): readonly VertexOf<K>[] {
  return graph.nodes.filter((node): node is VertexOf<K> => node.kind === kind);
}

const shop = aTopology()
  .withNode('web-2', {zone: 'a', group: 'east', capacity: {cpu: 8}, state: 'cordoned'})
  .withNode('web-10', {group: 'east'})
  .withEnv('prod', {nodes: ['web-2', 'web-10'], labels: {stage: 'production'}, workspace: 'main'})
  .withEnv('test', {nodes: ['web-10']})
  .withApp('shop')
  .withApp('pay')
  .withDeployment('shop')
  .withDeployment('pay')
  .withEntry('shop.com:80', {app: 'shop'})
  .withEntry('shop.com:80', {app: 'pay', path: '/pay'})
  .withEntry('spare.com:80', {app: 'shop', backup: true})
  .withService('db', {managed: {node: 'web-2', image: null}})
  .withInstance('shop', {role: 'master', node: 'web-2'})
  .withInstance('shop', {node: 'web-2'})
  .build();

describe('the full graph', () => {
  const graph = describeGraph(shop, everything);

  it('has everything one by one, in the order in which people count', () => {
    expect(graph).toMatchObject({detail: 'full', counts: {orgs: 1, nodes: 2, envs: 2, entries: 2, apps: 2, instances: 2}});
    expect(graph.groups.map(({id, parent}) => [id, parent])).toEqual([
      ['org/default', null],
      ['workspace/default/default', 'org/default'],
      ['workspace/default/main', 'org/default'],
      ['group/default/east', 'org/default'],
      ['zone/default/east/a', 'group/default/east'],
    ]);
    expect(graph.nodes.map(({id}) => id)).toEqual([
      'entry/default/prod/shop.com:80',
      'entry/default/prod/spare.com:80',
      'env/default/prod',
      'app/default/prod/pay',
      'app/default/prod/shop',
      'service/default/prod/db',
      'env/default/test',
      'node/default/web-2',
      'node/default/web-10',
      'instance/default/prod/shop-master-1',
      'instance/default/prod/shop-slave-1',
    ]);
  });

  it('tells an address once, with its paths, and which is primary', () => {
    expect(all(graph, 'entry')).toMatchObject([
      {
        name: 'shop.com:80',
        primary: true,
        backup: false,
        parent: 'workspace/default/main',
        routes: [
          {path: '/', app: 'shop'},
          {path: '/pay', app: 'pay'},
        ],
      },
      {name: 'spare.com:80', primary: false, backup: true},
    ]);
  });

  it('leads from addresses to apps, from environments to nodes, from apps to instances', () => {
    const [prod, test] = ['env/default/prod', 'env/default/test'];
    const [two, ten] = ['node/default/web-2', 'node/default/web-10'];
    expect(graph.edges).toEqual([
      {kind: 'leads', from: 'entry/default/prod/shop.com:80', to: 'app/default/prod/shop', path: '/'},
      {kind: 'leads', from: 'entry/default/prod/shop.com:80', to: 'app/default/prod/pay', path: '/pay'},
      {kind: 'leads', from: 'entry/default/prod/spare.com:80', to: 'app/default/prod/shop', path: '/'},
      {kind: 'served', from: prod, to: two, weight: null, nodes: 1, instances: 2},
      {kind: 'served', from: prod, to: ten, weight: null, nodes: 1, instances: 0},
      {kind: 'served', from: test, to: ten, weight: null, nodes: 1, instances: 0},
      {kind: 'runs', from: 'app/default/prod/shop', to: 'instance/default/prod/shop-master-1'},
      {kind: 'runs', from: 'app/default/prod/shop', to: 'instance/default/prod/shop-slave-1'},
    ]);
  });

  it('of one environment has its nodes, and nothing that they do for others', () => {
    const one = describeGraph(shop, {...everything, envs: ['test']});
    expect(one.nodes.map(({id}) => id)).toEqual(['env/default/test', 'node/default/web-10']);
    expect(one.groups.map(({id}) => id)).toEqual(['org/default', 'workspace/default/default', 'group/default/east']);
  });

  it('of one org has nothing of another', () => {
    const two = aTopology().withOrg('acme').withNode('web-1', {org: 'acme'}).withNode('web-1').build();
    expect(describeGraph(two, {...everything, orgs: ['acme']}).nodes.map(({id}) => id)).toEqual(['node/acme/web-1']);
    expect(
      describeGraph(two, everything)
        .groups.filter(({kind}) => kind === 'org')
        .map(({name}) => name),
    ).toEqual(['acme', 'default']);
  });

  it('names the cluster that looks after a group or workspace where there are several', () => {
    const [first] = shop.clusters;
    const two = {...shop, clusters: [...shop.clusters, {...first!, id: 'NORTH', name: 'north'}]};
    expect(graph.groups.map(({cluster}) => cluster)).toEqual([null, null, null, null, null]);
    expect(describeGraph(two, everything).groups.find(({kind}) => kind === 'workspace')?.cluster).toBe('DEFAULT');
  });
});

describe('the summary', () => {
  it('is chosen by size, and as it is asked for', () => {
    const detailOf = (size: Parameters<typeof aFleet>[0], detail: 'full' | 'summary' | null = null) =>
      describeGraph(aFleet(size), {...everything, detail}).detail;
    expect([
      detailOf({nodes: 5, envs: 5}),
      detailOf({nodes: 12, envs: 3}),
      detailOf({nodes: 13, envs: 3}),
      detailOf({nodes: 3, envs: 30}),
    ]).toEqual(['full', 'full', 'summary', 'summary']);
    expect([detailOf({nodes: 3, envs: 3}, 'summary'), detailOf({nodes: 200, envs: 3}, 'full')]).toEqual(['summary', 'full']);
  });

  it('folds nodes into pools by group and zone, with their sums', () => {
    const graph = describeGraph(aFleet({nodes: 200, envs: 20}), everything);
    const pools = all(graph, 'pool');
    expect(pools.map(({id, number}) => [id, number]).slice(0, 4)).toEqual([
      ['pool/default/east/a', 1],
      ['pool/default/east/b', 2],
      ['pool/default/east/c', 3],
      ['pool/default/edge/a', 4],
    ]);
    expect(pools).toHaveLength(12);
    expect(pools.reduce((sum, pool) => sum + pool.nodes, 0)).toBe(200);
    for (const pool of pools) {
      expect(pool.capacity).toEqual({cpu: pool.nodes * 8, memoryMib: pool.nodes * 32 * 1024});
      expect(pool.members).toHaveLength(pool.nodes);
      expect(pool.states.active + pool.states.cordoned + pool.states.drained).toBe(pool.nodes);
      expect(pool.instances).toBe(pool.members.reduce((sum, member) => sum + member.instances, 0));
    }
    expect(pools.reduce((sum, pool) => sum + pool.instances, 0)).toBe(graph.counts.instances);
  });

  it('says of each environment what is in it and which pools serve it', () => {
    const [first] = all(describeGraph(aFleet({nodes: 200, envs: 20}), everything), 'env');
    expect(first).toMatchObject({
      name: 'env-1',
      nodes: 3,
      instances: 2,
      folded: {
        entries: {first: ['env-1.company.com:80', 'spare.env-1.company.com:80'], more: 0},
        apps: {first: [{name: 'shop', version: 'v1', instances: 2}], more: 0},
      },
    });
    expect(first?.folded?.pools.reduce((sum, pool) => sum + pool.nodes, 0)).toBe(3);
  });

  it('draws lines between environments and pools while they can be followed, then between workspaces and groups', () => {
    const kindsOf = (size: Parameters<typeof aFleet>[0]) =>
      new Set(describeGraph(aFleet(size), everything).edges.map(({from, to}) => `${from.split('/')[0]} ${to.split('/')[0]}`));
    expect(kindsOf({nodes: 200, envs: 12})).toEqual(new Set(['env pool']));
    expect(kindsOf({nodes: 200, envs: 40})).toEqual(new Set(['workspace group']));
  });

  it('stays of one size however big the fleet', () => {
    const graph = describeGraph(aFleet({nodes: 20_000, envs: 2_000}), everything);
    expect(graph).toMatchObject({counts: {nodes: 20_000, envs: 2_000}, unlistedEnvs: 1880});
    expect(all(graph, 'env')).toHaveLength(120);
    expect(all(graph, 'pool').reduce((sum, pool) => sum + pool.members.length, 0)).toBeLessThanOrEqual(2400);
    expect(all(graph, 'pool').reduce((sum, pool) => sum + pool.members.length + pool.unlisted, 0)).toBe(20_000);
    expect(graph.edges.length).toBeLessThanOrEqual(48);
  });

  it('folds zones, and then groups, when there are too many of them', () => {
    const fleet = aFleet({nodes: 300, envs: 3});
    const zoned = {...fleet, nodes: fleet.nodes.map((node, index) => ({...node, zone: `z${index % 100}`}))};
    expect(all(describeGraph(zoned, everything), 'pool').map(({name}) => name)).toEqual(['east', 'edge', 'north', 'west']);
    const grouped = {...fleet, nodes: fleet.nodes.map((node, index) => ({...node, group: `g${index % 100}`}))};
    const pools = all(describeGraph(grouped, everything), 'pool');
    expect(pools).toHaveLength(40);
    expect(pools.at(-1)).toMatchObject({id: 'pool', name: '61 more groups', parent: null, nodes: 183});
    expect(pools.reduce((sum, pool) => sum + pool.nodes, 0)).toBe(300);
  });
});

describe('every graph', () => {
  const legal = arbitraryTopology.map(withoutTwins);

  it('joins only what it has, in both details', () => {
    fc.assert(
      fc.property(legal, fc.constantFrom('full' as const, 'summary' as const), (topology, detail) => {
        const graph = describeGraph(topology, {...everything, detail});
        const ids = [...graph.groups, ...graph.nodes].map(({id}) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const {parent} of [...graph.groups, ...graph.nodes]) if (parent !== null) expect(ids).toContain(parent);
        for (const {from, to} of graph.edges) expect(ids).toEqual(expect.arrayContaining([from, to]));
      }),
    );
  });

  it('is the same in whatever order the topology comes, and survives JSON', () => {
    fc.assert(
      fc.property(legal, fc.constantFrom('full' as const, 'summary' as const), (topology, detail) => {
        const graph = describeGraph(topology, {...everything, detail});
        expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
        expect(describeGraph(reversed(topology), {...everything, detail})).toEqual(graph);
      }),
    );
  });
});

/** Records of one collection differ in their keys, as in every store. */
function withoutTwins(topology: Topology): Topology {
  return mapCollections(topology, (rows, collection) => [
    ...new Map(rows.map((row) => [(keyFunction(collection) as (row: unknown) => string)(row), row])).values(),
  ]);
}

function reversed(topology: Topology): Topology {
  return mapCollections(topology, (rows) => [...rows].reverse());
}

function mapCollections(
  topology: Topology,
  map: (rows: readonly unknown[], collection: Collection) => readonly unknown[],
): Topology {
  return Object.fromEntries(
    Object.entries(topology).map(([name, rows]) => [name, map(rows, name as Collection)]),
  ) as unknown as Topology;
}
