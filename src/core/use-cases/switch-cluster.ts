import type {AddressAnswer} from '../domain/cluster-address.js';
import {violationFailure} from '../domain/errors.js';
import {expectCluster} from '../domain/expect.js';
import type {Cluster} from '../domain/model.js';
import {clusterAddressWrong} from '../domain/rules/cluster-address-wrong.js';
import {clusterNoAddress} from '../domain/rules/cluster-no-address.js';
import type {Violation} from '../domain/violation.js';
import type {ClusterProbe} from '../ports/cluster-probe.js';
import type {Ports} from '../ports/index.js';
import {gatherClusterFacts} from './cluster-facts.js';

export interface SwitchRequest {
  readonly id: string;
  readonly timeoutMs: number;
  /** Whether one that does not answer may be acted for. */
  readonly force: boolean;
}

export interface ChosenCluster {
  readonly cluster: Cluster;
  readonly answer: AddressAnswer | null;
  readonly warnings: readonly Violation[];
}

/** The cluster to act for from now on, once its address has said that it is the one. This installation's own need not be asked. */
export async function chooseCluster(
  ports: Ports,
  {id, timeoutMs, force}: SwitchRequest,
  probe: ClusterProbe,
): Promise<ChosenCluster> {
  const [store, {installation}] = await Promise.all([ports.store(), ports.identity()]);
  const topology = await store.readTopology(['clusters']);
  const cluster = expectCluster(topology, id);
  const isOwn = cluster.installation === installation;
  const answer = isOwn || cluster.address === null ? null : await probe.ask(cluster.address, timeoutMs);
  const facts = await gatherClusterFacts(ports, {chosen: {id: cluster.id, isOwn, answer}});
  const found = [clusterNoAddress, clusterAddressWrong].flatMap((rule) => rule.check({before: topology, after: topology, facts}));
  const forced = (violation: Violation) => force && violation.code === 'CLUSTER_ADDRESS_SILENT';
  if (found.some((violation) => !forced(violation))) throw violationFailure(found);
  return {cluster, answer, warnings: found};
}
