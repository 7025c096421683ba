import {withAdopted, withoutCluster} from '../domain/changes/with-cluster.js';
import {withRecord} from '../domain/collections.js';
import {expectCluster} from '../domain/expect.js';
import type {Cluster, Topology} from '../domain/model.js';
import {foldClusterId} from '../domain/names.js';
import type {Ports} from '../ports/index.js';
import {absent, type RemovalOptions} from './absent.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import {gatherClusterFacts} from './cluster-facts.js';

const anyOrg = {org: 'default', envs: []} as const;

/** Changes what is said of a cluster; its id is its installation's to change, by joining. */
export function updateCluster(
  ports: Ports,
  {id, ...facts}: Pick<Cluster, 'id'> & Partial<Pick<Cluster, 'name' | 'address' | 'heartbeatSeconds'>>,
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const edit = (before: Topology) => withRecord(before, 'clusters', {...expectCluster(before, id), ...facts});
  return changeTopology(ports, {...anyOrg, edit}, options);
}

/** Takes a cluster out of the store: one that is gone for good, and looks after nothing. */
export async function deleteCluster(ports: Ports, id: string, options: RemovalOptions): Promise<TopologyOutcome> {
  const topology = await (await ports.store()).readTopology();
  const folded = foldClusterId(id);
  const known = topology.clusters.map((cluster) => ({name: cluster.id}));
  if (!known.some(({name}) => name === folded)) return absent(topology, {kind: 'cluster', name: folded, known}, options);
  const facts = await gatherClusterFacts(ports);
  return changeTopology(ports, {...anyOrg, edit: (before) => withoutCluster(before, folded), facts: () => facts}, options);
}

/** Has a cluster look after everything that another looked after, in one transaction. */
export async function adoptCluster(
  ports: Ports,
  {from, to, force}: {readonly from: string; readonly to: string; readonly force: boolean},
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const facts = await gatherClusterFacts(ports, {left: foldClusterId(from)});
  const edit = (before: Topology) =>
    withAdopted(before, {from: expectCluster(before, from).id, to: expectCluster(before, to).id});
  const overridden = force ? ['CLUSTER_ONLINE'] : [];
  return changeTopology(ports, {...anyOrg, edit, facts: () => facts, overridden, meant: ['GROUP_ONE_CLUSTER']}, options);
}
