import {withoutRecords, withRecord, withRecords} from '../collections.js';
import {rowNames} from '../indexes.js';
import {type Cluster, emptyTopology, type Topology} from '../model.js';

/** Name of the org, group and workspace, and in capitals id of the cluster, that are there from the start. */
export const defaultName = 'default';
export const defaultCluster = defaultName.toUpperCase();
export const defaultHeartbeatSeconds = 30;

/** What a new store holds: one org, one group, one workspace, and the cluster of the installation that looks after them. */
export function firstTopology(installation: string): Topology {
  const cluster: Cluster = {
    id: defaultCluster,
    name: defaultName,
    installation,
    address: null,
    heartbeatSeconds: defaultHeartbeatSeconds,
  };
  return withOrg(withRecord(emptyTopology, 'clusters', cluster), defaultName);
}

/**
 * With the org and the group and workspace that each has; one that stands stays as it is. `home` is the cluster for which it is
 * made.
 */
export function withOrg(topology: Topology, name: string, home: string | null = null): Topology {
  if (topology.orgs.some((org) => org.name === name)) return topology;
  const started = withRecord(topology, 'orgs', {name});
  return withWorkspaces(withGroup(started, name, defaultName), {org: name, names: [defaultName], home});
}

/** While there is one cluster, it looks after what is new; from the second on a new group belongs to none. */
export function withGroup(topology: Topology, org: string, name: string): Topology {
  return withGroups(topology, org, [name]);
}

export function withGroups(topology: Topology, org: string, names: readonly string[]): Topology {
  const cluster = onlyCluster(topology);
  return withNew(
    topology,
    'groups',
    names.map((name) => ({org, name, cluster})),
  );
}

export function withWorkspace(topology: Topology, org: string, name: string): Topology {
  return withWorkspaces(topology, {org, names: [name], home: null});
}

export interface NewWorkspaces {
  readonly org: string;
  readonly names: readonly string[];
  /** The cluster for which they are made; null where nobody says. */
  readonly home: string | null;
}

/** While there is one cluster, it looks after what is new; from the second on a new workspace is bound to the one named. */
export function withWorkspaces(topology: Topology, {org, names, home}: NewWorkspaces): Topology {
  const cluster = onlyCluster(topology) ?? home ?? (topology.clusters.length === 0 ? defaultCluster : '');
  return withNew(
    topology,
    'workspaces',
    names.map((name) => ({org, name, cluster})),
  );
}

/** With those of the records whose names nobody has; what stands stays as it is. */
function withNew<C extends 'groups' | 'workspaces'>(
  topology: Topology,
  collection: C,
  records: readonly Topology[C][number][],
): Topology {
  const known = rowNames(topology[collection]);
  return withRecords(
    topology,
    collection,
    records.filter(({org, name}) => !known.has(`${org}/${name}`)),
  );
}

export function withoutOrg(topology: Topology, name: string): Topology {
  const emptied = (['groups', 'workspaces'] as const).reduce(
    (edited, collection) => withoutRecords(edited, collection, (row) => row.org === name && row.name === defaultName),
    topology,
  );
  return withoutRecords(emptied, 'orgs', (org) => org.name === name);
}

export function withoutGroup(topology: Topology, org: string, name: string): Topology {
  return withoutRecords(topology, 'groups', (group) => group.org === org && group.name === name);
}

export function withoutWorkspace(topology: Topology, org: string, name: string): Topology {
  return withoutRecords(topology, 'workspaces', (workspace) => workspace.org === org && workspace.name === name);
}

function onlyCluster({clusters}: Topology): string | null {
  return clusters.length === 1 ? (clusters[0]?.id ?? null) : null;
}
