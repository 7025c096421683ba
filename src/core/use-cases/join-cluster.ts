import {withJoinedCluster, type Joining} from '../domain/changes/with-cluster.js';
import {expectCluster} from '../domain/expect.js';
import type {Cluster, Topology} from '../domain/model.js';
import {ownCluster} from '../domain/standpoint.js';
import type {Ports} from '../ports/index.js';
import {founderSetting} from '../ports/store.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import {gatherClusterFacts} from './cluster-facts.js';

export interface JoinOutcome extends TopologyOutcome {
  readonly cluster: Cluster;
  /** Id that it had before; null where it had none or keeps it. */
  readonly renamedFrom: string | null;
}

/** Makes this installation a cluster of the store, or gives the cluster that it is another id, name, address or heartbeat. */
export async function joinCluster(
  ports: Ports,
  joining: Omit<Joining, 'installation'>,
  options: {readonly dryRun: boolean},
): Promise<JoinOutcome> {
  const {installation} = await ports.identity();
  if (!options.dryRun) await keepFounder(ports);
  const facts = await gatherClusterFacts(ports);
  let idBefore: string | null = null;
  const edit = (before: Topology) => {
    idBefore = ownCluster(before, installation)?.id ?? null;
    return withJoinedCluster(before, {installation, ...joining});
  };
  const outcome = await changeTopology(ports, {org: 'default', envs: [], edit, facts: () => facts}, options);
  return {...outcome, cluster: expectCluster(outcome.after, joining.id), renamedFrom: idBefore === joining.id ? null : idBefore};
}

/** A store of an older Muster does not say who began it, and from the second cluster on nobody could tell. */
async function keepFounder(ports: Ports): Promise<void> {
  const store = await ports.store();
  if ((await store.readSetting(founderSetting)) === null) await store.writeSetting(founderSetting, await ports.founder());
}
