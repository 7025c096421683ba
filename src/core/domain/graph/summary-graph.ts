import {envKey, groupBy, instanceCount} from '../indexes.js';
import type {Deployment, Entry, Environment, Membership, Topology} from '../model.js';
import {containersOf, envId, workspaceId} from './containers.js';
import type {EnvVertex, FoldedApp, FoldedList, Graph, GraphGroup, GraphNode, PoolVertex, ServedEdge} from './graph.js';
import {poolsOf, type Pools} from './pools.js';
import {sortedNaturally} from './natural-order.js';
import {countInstances} from './scope.js';

const envsAtMost = 120;
/** More environments than these stand in a grid, where no line can reach them. */
export const drawnSingly = 24;
const firstEntries = 2;
const firstApps = 3;
/** More lines than these say nothing: then they are drawn between what the ends stand in. */
const linesAtMost = 48;

/** Environments with what is in them as counts, and pools of nodes. Expects a topology within its scope. */
export function summaryGraph(topology: Topology): Omit<Graph, 'counts'> {
  const pools = poolsOf(topology);
  const listed = {...topology, envs: topology.envs.slice(0, envsAtMost)};
  const nodes = [...envVertices(listed, pools), ...pools.vertices];
  return {
    detail: 'summary',
    groups: withoutEmpty(containersOf(topology, {zones: false}), nodes),
    nodes,
    edges: foldedEdges(listed, pools),
    unlistedEnvs: topology.envs.length - listed.envs.length,
  };
}

function envVertices(topology: Topology, pools: Pools): readonly EnvVertex[] {
  const [entries, deployments, services, memberships, instances] = [
    groupBy(topology.entries, envKey),
    groupBy(topology.deployments, envKey),
    groupBy(topology.services, envKey),
    groupBy(topology.memberships, envKey),
    groupBy(topology.instances, envKey),
  ];
  return topology.envs.map(({org, name, workspace, labels}, position) => {
    const key = envKey({org, env: name});
    const members = memberships.get(key) ?? [];
    return {
      kind: 'env',
      id: envId(org, name),
      name,
      parent: workspaceId(org, workspace),
      labels,
      position,
      nodes: members.length,
      instances: instances.get(key)?.length ?? 0,
      folded: {
        entries: fold(addressesOf(entries.get(key) ?? []), firstEntries),
        apps: fold((deployments.get(key) ?? []).map(foldedApp), firstApps),
        services: services.get(key)?.length ?? 0,
        pools: poolsOfEnv(members, pools),
      },
    };
  });
}

/** Of many groups some are folded, and stand for nothing any more. */
function withoutEmpty(groups: readonly GraphGroup[], nodes: readonly GraphNode[]): readonly GraphGroup[] {
  const parents = new Map(groups.map((group) => [group.id, group.parent]));
  const used = new Set<string | null>();
  for (const {parent} of nodes) for (let id = parent; id !== null && !used.has(id); id = parents.get(id) ?? null) used.add(id);
  return groups.filter((group) => used.has(group.id));
}

function foldedApp(deployment: Deployment): FoldedApp {
  return {name: deployment.app, version: deployment.version, instances: instanceCount(deployment)};
}

/** The primary first, backups last. */
function addressesOf(entries: readonly Entry[]): readonly string[] {
  return [...new Set([...entries.filter((it) => !it.backup), ...entries.filter((it) => it.backup)].map((it) => it.address))];
}

function fold<T>(rows: readonly T[], count: number): FoldedList<T> {
  return {first: rows.slice(0, count), more: Math.max(0, rows.length - count)};
}

function poolsOfEnv(members: readonly Membership[], pools: Pools) {
  return [...groupBy(members, (member) => pools.ofNode.get(`${member.org}/${member.node}`)?.id ?? '')]
    .flatMap(([id, rows]) => {
      const pool = pools.vertices.find((vertex) => vertex.id === id);
      return pool ? [{pool: id, number: pool.number, nodes: rows.length}] : [];
    })
    .sort((a, b) => a.number - b.number);
}

type Folding = (env: Environment, pool: PoolVertex) => readonly [string, string];

/** Each way to fold a membership into a line, finest first. */
const foldings: readonly Folding[] = [
  (env, pool) => [envId(env.org, env.name), pool.id],
  (env, pool) => [workspaceId(env.org, env.workspace), pool.parent ?? pool.id],
];

/** The finest lines that are not too many; none where all are: each environment names its pools anyway. */
function foldedEdges(topology: Topology, pools: Pools): readonly ServedEdge[] {
  const possible = topology.envs.length <= drawnSingly ? foldings : foldings.slice(1);
  return possible.map((folding) => edgesBy(topology, pools, folding)).find((edges) => edges.length <= linesAtMost) ?? [];
}

function edgesBy(topology: Topology, pools: Pools, folding: Folding): readonly ServedEdge[] {
  const counts = countInstances(topology);
  const envs = new Map(topology.envs.map((env) => [`${env.org}/${env.name}`, env]));
  const edges = new Map<string, ServedEdge>();
  for (const member of topology.memberships) {
    const [env, pool] = [envs.get(envKey(member)), pools.ofNode.get(`${member.org}/${member.node}`)];
    if (!env || !pool) continue;
    const [from, to] = folding(env, pool);
    const {nodes, instances} = edges.get(`${from} ${to}`) ?? {nodes: 0, instances: 0};
    const more = counts.get(`${envKey(member)} ${member.node}`) ?? 0;
    edges.set(`${from} ${to}`, {kind: 'served', from, to, weight: null, nodes: nodes + 1, instances: instances + more});
  }
  return sortedNaturally([...edges.values()], ({from, to}) => [from, to]);
}
