import {withRecord} from '../domain/collections.js';
import {expectCluster, expectGroup, expectWorkspace} from '../domain/expect.js';
import {compareText} from '../domain/names.js';
import type {Cluster, Topology} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';

export interface ClusterSummary extends Cluster {
  /** `org/name` of what it looks after. */
  readonly groups: readonly string[];
  readonly workspaces: readonly string[];
}

interface Binding {
  readonly org: string;
  readonly name: string;
  readonly cluster: string;
}

/** Has a cluster look after a group; one that is bound elsewhere stays there unless `rebind`. */
export function bindGroup(
  ports: Ports,
  {org, name, cluster, rebind}: Binding & {readonly rebind: boolean},
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const edit = (before: Topology) => {
    const group = expectGroup(before, org, name);
    return withRecord(before, 'groups', {...group, cluster: expectCluster(before, cluster).id});
  };
  return changeTopology(ports, {org, envs: [], edit, overridden: rebind ? ['GROUP_ONE_CLUSTER'] : []}, options);
}

/** Nobody looks after the group any more. */
export function unbindGroup(
  ports: Ports,
  {org, name}: Omit<Binding, 'cluster'>,
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const edit = (before: Topology) => withRecord(before, 'groups', {...expectGroup(before, org, name), cluster: null});
  return changeTopology(ports, {org, envs: [], edit}, options);
}

/** Gives a workspace to another cluster; it always has exactly one. */
export function bindWorkspace(
  ports: Ports,
  {org, name, cluster}: Binding,
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const edit = (before: Topology) => {
    const workspace = expectWorkspace(before, org, name);
    return withRecord(before, 'workspaces', {...workspace, cluster: expectCluster(before, cluster).id});
  };
  return changeTopology(ports, {org, envs: [], edit}, options);
}

export async function listClusters(ports: Ports): Promise<readonly ClusterSummary[]> {
  const topology = await (await ports.store()).readTopology(['clusters', 'groups', 'workspaces']);
  return [...topology.clusters].sort((a, b) => compareText(a.id, b.id)).map((cluster) => summaryOf(topology, cluster));
}

export async function showCluster(ports: Ports, id: string): Promise<ClusterSummary> {
  const topology = await (await ports.store()).readTopology(['clusters', 'groups', 'workspaces']);
  return summaryOf(topology, expectCluster(topology, id));
}

function summaryOf({groups, workspaces}: Topology, cluster: Cluster): ClusterSummary {
  const own = (rows: readonly {readonly org: string; readonly name: string; readonly cluster: string | null}[]) =>
    rows.filter((row) => row.cluster === cluster.id).map(({org, name}) => `${org}/${name}`);
  return {...cluster, groups: own(groups).sort(compareText), workspaces: own(workspaces).sort(compareText)};
}
