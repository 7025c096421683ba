import {groupBy} from '../indexes.js';
import type {Capacity, Node, NodeState, Topology} from '../model.js';
import {groupId} from './containers.js';
import type {PoolMember, PoolVertex} from './graph.js';
import {sortedNaturally} from './natural-order.js';
import {countInstances} from './scope.js';

/** What a summary shows at most, so that no fleet makes it endless. */
const poolsAtMost = 40;
const membersAtMost = 2400;

export interface Pools {
  readonly vertices: readonly PoolVertex[];
  /** The pool of each node, by `org/node`. */
  readonly ofNode: ReadonlyMap<string, PoolVertex>;
}

/** Nodes by org, group and zone; by org and group alone where that would be too many, and what is still too much in a last pool. */
export function poolsOf(topology: Topology): Pools {
  const byZone = groupBy(topology.nodes, zoneKey);
  const chosen = byZone.size <= poolsAtMost ? byZone : groupBy(topology.nodes, groupKey);
  const parts = sortedNaturally([...chosen.values()], ([node]) => [node?.org ?? '', node?.group ?? '', node?.zone ?? '']);
  const [shown, rest] =
    parts.length <= poolsAtMost ? [parts, []] : [parts.slice(0, poolsAtMost - 1), parts.slice(poolsAtMost - 1)];
  const listed = Math.floor(membersAtMost / (shown.length + 1));
  const members = memberReader(topology);
  const vertices = shown.map((nodes, index) => poolOf(nodes, {number: index + 1, listed, members, zoned: chosen === byZone}));
  const others = rest.length === 0 ? [] : [restOf(rest, {number: shown.length + 1, listed, members})];
  const ofNode = new Map(
    [...vertices, ...others].flatMap((pool, index) => {
      const nodes = index < shown.length ? (shown[index] as readonly Node[]) : rest.flat();
      return nodes.map((node) => [`${node.org}/${node.name}`, pool] as const);
    }),
  );
  return {vertices: [...vertices, ...others], ofNode};
}

type MemberReader = (node: Node) => PoolMember;

interface PoolFacts {
  readonly number: number;
  readonly listed: number;
  readonly members: MemberReader;
}

const groupKey = (node: Node) => `${node.org}/${node.group}`;
/** Zones come in their order within the group, and nodes without one before them. */
const zoneKey = (node: Node) => `${groupKey(node)}/${node.zone ?? ''}`;

function poolOf(nodes: readonly Node[], {zoned, ...facts}: PoolFacts & {readonly zoned: boolean}): PoolVertex {
  const {org, group, zone} = nodes[0] as Node;
  const parted = zoned ? zone : null;
  return {
    ...sumsOf(nodes, facts),
    id: `pool/${org}/${group}${parted === null ? '' : `/${parted}`}`,
    name: parted ?? group,
    parent: groupId(org, group),
    group,
    zone: parted,
  };
}

function restOf(groups: readonly (readonly Node[])[], facts: PoolFacts): PoolVertex {
  return {
    ...sumsOf(groups.flat(), facts),
    id: 'pool',
    name: `${groups.length} more groups`,
    parent: null,
    group: null,
    zone: null,
  };
}

function sumsOf(nodes: readonly Node[], {number, listed, members}: PoolFacts) {
  const states: Record<NodeState, number> = {active: 0, cordoned: 0, drained: 0};
  for (const node of nodes) states[node.state] += 1;
  const all = nodes.map(members);
  return {
    kind: 'pool' as const,
    number,
    nodes: nodes.length,
    states,
    capacity: sumOfCapacities(nodes),
    instances: all.reduce((sum, member) => sum + member.instances, 0),
    members: all.slice(0, listed),
    unlisted: Math.max(0, all.length - listed),
  };
}

function sumOfCapacities(nodes: readonly Node[]): Capacity {
  const sum = (key: keyof Capacity) => nodes.reduce((total, {capacity}) => total + (capacity[key] ?? 0), 0);
  const [cpu, memoryMib] = [sum('cpu'), sum('memoryMib')];
  return {...(cpu > 0 ? {cpu} : {}), ...(memoryMib > 0 ? {memoryMib} : {})};
}

function memberReader(topology: Topology): MemberReader {
  const instances = countInstances(topology);
  const envs = groupBy(topology.memberships, (member) => `${member.org}/${member.node}`);
  return ({org, name, state, capacity}) => ({
    name,
    org,
    state,
    capacity,
    instances: instances.get(`${org}/${name}`) ?? 0,
    envs: (envs.get(`${org}/${name}`) ?? []).map((member) => member.env),
  });
}
