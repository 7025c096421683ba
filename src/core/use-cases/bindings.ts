import {withRecord, withRecords} from '../domain/collections.js';
import {expectCluster, expectGroup, expectWorkspace} from '../domain/expect.js';
import type {Topology} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';

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

/** Gives a workspace to another cluster, on demand with the groups whose nodes serve it; it always has exactly one cluster. */
export function bindWorkspace(
  ports: Ports,
  {org, name, cluster, withGroups}: Binding & {readonly withGroups: boolean},
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const edit = (before: Topology) => {
    const workspace = expectWorkspace(before, org, name);
    const {id} = expectCluster(before, cluster);
    const bound = withRecord(before, 'workspaces', {...workspace, cluster: id});
    if (!withGroups) return bound;
    const serving = servingGroups(before, {org, name});
    const groups = before.groups.filter((group) => group.org === org && serving.has(group.name));
    return withRecords(
      bound,
      'groups',
      groups.map((group) => ({...group, cluster: id})),
    );
  };
  return changeTopology(ports, {org, envs: [], edit, meant: withGroups ? ['GROUP_ONE_CLUSTER'] : []}, options);
}

/** Names of the groups with a node that serves an environment of the workspace. */
function servingGroups({envs, memberships, nodes}: Topology, {org, name}: Omit<Binding, 'cluster'>): ReadonlySet<string> {
  const own = new Set(envs.filter((env) => env.org === org && env.workspace === name).map((env) => env.name));
  const members = new Set(memberships.filter((row) => row.org === org && own.has(row.env)).map((row) => row.node));
  return new Set(nodes.filter((node) => node.org === org && members.has(node.name)).map((node) => node.group));
}
