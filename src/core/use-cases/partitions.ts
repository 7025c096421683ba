import {careBy, type Care} from '../domain/cluster-state.js';
import {withGroup, withoutGroup, withoutWorkspace, withWorkspaces} from '../domain/changes/with-org.js';
import {alreadyExists, expectCluster, expectGroup, expectOrg, expectWorkspace} from '../domain/expect.js';
import {groupBy, orgFlag, sortedUnique} from '../domain/indexes.js';
import type {Collection, Group, Topology, Workspace} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import {homeOf} from '../domain/standpoint.js';
import type {Ports} from '../ports/index.js';
import {absent, type RemovalOptions} from './absent.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';

export interface GroupSummary extends Group {
  readonly care: Care;
  readonly nodes: readonly string[];
}

export interface WorkspaceSummary extends Workspace {
  readonly care: Care;
  readonly envs: readonly string[];
}

interface Summaries {
  readonly group: GroupSummary;
  readonly workspace: WorkspaceSummary;
}

/** What divides the nodes of an org, and what divides its environments. */
export type PartitionKind = keyof Summaries;

type PartitionRow<K extends PartitionKind> = Omit<Summaries[K], 'nodes' | 'envs' | 'care'>;

interface Partition<K extends PartitionKind> {
  readonly collections: readonly Collection[];
  rows(topology: Topology): readonly PartitionRow<K>[];
  expect(topology: Topology, org: string, name: string): PartitionRow<K>;
  with(topology: Topology, target: {readonly org: string; readonly name: string; readonly home: string | null}): Topology;
  without(topology: Topology, org: string, name: string): Topology;
  /** Name of each member, by the name of its partition. */
  members(topology: Topology, org: string): ReadonlyMap<string, readonly string[]>;
  summary(row: PartitionRow<K>, facts: {readonly members: readonly string[]; readonly care: Care}): Summaries[K];
}

const partitions: {readonly [K in PartitionKind]: Partition<K>} = {
  group: {
    collections: ['clusters', 'orgs', 'groups', 'nodes'],
    rows: ({groups}) => groups,
    expect: expectGroup,
    with: (topology, {org, name}) => withGroup(topology, org, name),
    without: withoutGroup,
    members: ({nodes}, org) => namesBy(nodes, org, ({group}) => group),
    summary: (row, {members: nodes, care}) => ({...row, care, nodes}),
  },
  workspace: {
    collections: ['clusters', 'orgs', 'workspaces', 'envs'],
    rows: ({workspaces}) => workspaces,
    expect: expectWorkspace,
    with: (topology, {org, name, home}) => withWorkspaces(topology, {org, names: [name], home}),
    without: withoutWorkspace,
    members: ({envs}, org) => namesBy(envs, org, ({workspace}) => workspace),
    summary: (row, {members: envs, care}) => ({...row, care, envs}),
  },
};

export interface PartitionTarget {
  readonly kind: PartitionKind;
  readonly org: string;
  readonly name: string;
}

export async function createPartition(
  ports: Ports,
  {kind, org, name, cluster = null}: PartitionTarget & {readonly cluster?: string | null},
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const identity = await ports.identity();
  const edit = (before: Topology) => {
    expectOrg(before, org);
    const named = cluster === null ? null : expectCluster(before, cluster).id;
    const standing = partitions[kind].rows(before).find((row) => row.org === org && row.name === name);
    if (standing && named !== null && standing.cluster !== named)
      throw alreadyExists(kind, name, {
        differs: ['cluster'],
        hint: `muster ${kind} bind ${name} --cluster ${named}${orgFlag(org)} changes it`,
      });
    return partitions[kind].with(before, {org, name, home: named ?? homeOf(before, identity)});
  };
  return changeTopology(ports, {org, envs: [], edit}, options);
}

export async function deletePartition(
  ports: Ports,
  {kind, org, name}: PartitionTarget,
  options: RemovalOptions,
): Promise<TopologyOutcome> {
  const topology = await (await ports.store()).readTopology();
  const known = partitions[kind].rows(topology);
  if (!known.some((row) => row.org === org && row.name === name)) return absent(topology, {kind, org, name, known}, options);
  return changeTopology(ports, {org, envs: [], edit: (before) => partitions[kind].without(before, org, name)}, options);
}

export async function listPartitions<K extends PartitionKind>(
  ports: Ports,
  {kind, org}: {readonly kind: K; readonly org: string},
): Promise<readonly Summaries[K][]> {
  const partition: Partition<K> = partitions[kind];
  const store = await ports.store();
  const topology = await store.readTopology(partition.collections);
  expectOrg(topology, org);
  const care = careBy(topology.clusters, await store.readBeats());
  const members = partition.members(topology, org);
  return partition
    .rows(topology)
    .filter((row) => row.org === org)
    .toSorted((a, b) => compareText(a.name, b.name))
    .map((row) => partition.summary(row, {members: members.get(row.name) ?? [], care: care(row.cluster)}));
}

export async function showPartition<K extends PartitionKind>(
  ports: Ports,
  {kind, org, name}: {readonly kind: K; readonly org: string; readonly name: string},
): Promise<Summaries[K]> {
  const partition: Partition<K> = partitions[kind];
  const store = await ports.store();
  const topology = await store.readTopology(partition.collections);
  const row = partition.expect(topology, org, name);
  const care = careBy(topology.clusters, await store.readBeats())(row.cluster);
  return partition.summary(row, {members: partition.members(topology, org).get(name) ?? [], care});
}

function namesBy<T extends {readonly org: string; readonly name: string}>(
  rows: readonly T[],
  org: string,
  partitionOf: (row: T) => string,
): ReadonlyMap<string, readonly string[]> {
  const own = rows.filter((row) => row.org === org);
  return new Map([...groupBy(own, partitionOf)].map(([name, its]) => [name, sortedUnique(its.map((row) => row.name))]));
}
