import {unknownName} from './expect.js';
import {ownersIn} from './looked-after.js';
import type {Topology} from './model.js';
import {foldClusterId} from './names.js';
import {isDivided, standingCluster, type Standpoint} from './standpoint.js';

/** What a list says by itself: all but what another cluster looks after. */
export interface Sight {
  /** Id of the cluster whose sight it is; null where everything is seen. */
  readonly cluster: string | null;
  sees(cluster: string | null): boolean;
  seesEnv(org: string, env: string): boolean;
  seesNode(org: string, node: string): boolean;
}

export const everything: Sight = {cluster: null, sees: () => true, seesEnv: () => true, seesNode: () => true};

/** Everything while there is one cluster, and for an installation that has joined none and acts for none. */
export function sightIn(topology: Topology, standpoint: Standpoint): Sight {
  if (!isDivided(topology)) return everything;
  const cluster = standingCluster(topology, standpoint);
  if (cluster === null && standpoint.cluster !== null) throw unknownStanding(topology, standpoint.cluster);
  if (cluster === null) return everything;
  const owners = ownersIn(topology);
  const sees = (owner: string | null) => owner === null || owner === cluster.id;
  return {
    cluster: cluster.id,
    sees,
    seesEnv: (org, env) => sees(owners.ofEnv(org, env)),
    seesNode: (org, node) => sees(owners.ofNode(org, node)),
  };
}

function unknownStanding({clusters}: Topology, id: string) {
  const known = clusters.map((cluster) => cluster.id);
  const list = 'muster cluster switch ID acts for another, muster cluster list shows all';
  return unknownName({kind: 'cluster', name: foldClusterId(id), known, list});
}
