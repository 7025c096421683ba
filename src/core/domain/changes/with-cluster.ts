import {withoutRecords, withRecord, withRecords} from '../collections.js';
import type {Cluster, Topology} from '../model.js';
import {foldName} from '../names.js';
import {ownCluster} from '../standpoint.js';
import {defaultHeartbeatSeconds} from './with-org.js';

/** What an installation says of the cluster that it is; what it leaves out stays, or gets its default. */
export interface Joining {
  readonly installation: string;
  readonly id: string;
  readonly name: string | null;
  readonly address: string | null;
  readonly heartbeatSeconds: number | null;
}

/** With the cluster of an installation. One that has a cluster by another id takes all that it looks after along. */
export function withJoinedCluster(topology: Topology, {installation, id, ...facts}: Joining): Topology {
  const own = ownCluster(topology, installation);
  const cluster: Cluster = {
    id,
    installation,
    name: facts.name ?? own?.name ?? nameFor(id),
    address: facts.address ?? own?.address ?? null,
    heartbeatSeconds: facts.heartbeatSeconds ?? own?.heartbeatSeconds ?? defaultHeartbeatSeconds,
  };
  if (topology.clusters.length === 0) return withBindings(withRecord(topology, 'clusters', cluster), () => id);
  if (own === null || own.id === id) return withRecord(topology, 'clusters', cluster);
  return withBindings(withRecord(withoutCluster(topology, own.id), 'clusters', cluster), (bound) =>
    bound === own.id ? id : bound,
  );
}

export function withoutCluster(topology: Topology, id: string): Topology {
  return withoutRecords(topology, 'clusters', (cluster) => cluster.id === id);
}

/** With everything that one cluster looks after bound to another. */
export function withAdopted(topology: Topology, {from, to}: {readonly from: string; readonly to: string}): Topology {
  return withBindings(topology, (bound) => (bound === from ? to : bound));
}

function withBindings(topology: Topology, bind: (cluster: string | null) => string | null): Topology {
  const grouped = withRecords(
    topology,
    'groups',
    topology.groups.map((group) => ({...group, cluster: bind(group.cluster)})),
  );
  return withRecords(
    grouped,
    'workspaces',
    topology.workspaces.map((workspace) => ({...workspace, cluster: bind(workspace.cluster) ?? workspace.cluster})),
  );
}

function nameFor(id: string): string {
  return (
    foldName(id)
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'cluster'
  );
}
