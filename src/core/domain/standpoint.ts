import type {Cluster, Topology} from './model.js';
import {foldClusterId} from './names.js';

/** For whom a command acts. */
export interface Standpoint {
  /** Id of the installation that it runs on. */
  readonly installation: string;
  /** Id of the cluster that was chosen; null for the installation's own. */
  readonly cluster: string | null;
}

/** The cluster that a command acts for; null where the installation has joined none and none that exists was chosen. */
export function standingCluster({clusters}: Pick<Topology, 'clusters'>, {installation, cluster}: Standpoint): Cluster | null {
  if (cluster === null) return ownCluster({clusters}, installation);
  const id = foldClusterId(cluster);
  return clusters.find((each) => each.id === id) ?? null;
}

/** Id of the cluster for which something new is made. */
export function homeOf(topology: Pick<Topology, 'clusters'>, standpoint: Standpoint): string | null {
  return standingCluster(topology, standpoint)?.id ?? null;
}

/** The cluster that an installation is. */
export function ownCluster({clusters}: Pick<Topology, 'clusters'>, installation: string): Cluster | null {
  return clusters.find((each) => each.installation === installation) ?? null;
}

/** Every cluster there is counts as one's own as long as there is only one. */
export function isDivided({clusters}: Pick<Topology, 'clusters'>): boolean {
  return clusters.length > 1;
}
