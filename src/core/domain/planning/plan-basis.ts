import type {Observation} from '../container.js';
import {digestOf} from '../digest.js';
import type {Topology} from '../model.js';
import type {PlanInput} from './plan-input.js';

/**
 * Digest of what a plan was made from. Requests and sessions that a balancer counts are left out: they change with every
 * visitor and no plan depends on them.
 */
export function planBasis({before, observation, scope}: Pick<PlanInput, 'before' | 'observation' | 'scope'>): string {
  return digestOf({topology: ofOrg(before, scope.org), observation: settled(observation)}, 32);
}

function ofOrg(topology: Topology, org: string): unknown {
  return Object.fromEntries(
    Object.entries(topology).map(([collection, rows]) => [
      collection,
      (rows as readonly {readonly org?: string; readonly name?: string}[]).filter((row) => (row.org ?? row.name) === org),
    ]),
  );
}

function settled({containers, networks, proxies}: Observation): unknown {
  return {
    networks,
    containers: containers.map(({id, node, project, name, spec, state, health}) => ({
      id,
      node,
      project,
      name,
      spec,
      state,
      health,
    })),
    proxies: proxies.map(({node, digest, servers}) => ({
      node,
      digest,
      out: servers
        .filter(({status}) => status === 'drain' || status === 'maintenance')
        .map(({backend, server}) => `${backend}/${server}`)
        .sort(),
    })),
  };
}
