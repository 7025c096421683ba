import {envKey, nodesByEnv, once} from '../indexes.js';
import {placedCount} from '../instance-counts.js';
import type {Deployment, Instance, Recipe, Topology} from '../model.js';
import {compareText} from '../names.js';

/**
 * A quick yes: every deployment has exactly the instances that it wants, in the order of the store, each on a node that serves its
 * environment and with its recipe's ports. A no means only that placement has to look.
 */
export function isPlaced(topology: Topology, recipeOf: (key: Pick<Instance, 'org' | 'app'>) => Recipe | undefined): boolean {
  if (topology.nodes.some(({state}) => state === 'drained')) return false;
  const {deployments, instances} = topology;
  const members = nodesByEnv(topology);
  let next = 0;
  let last: Deployment | null = null;
  let nodes: ReadonlySet<string> | undefined;
  for (const deployment of deployments) {
    const recipe = recipeOf(deployment);
    if (deployment.env !== last?.env || deployment.org !== last.org) nodes = members.get(envKey(deployment));
    last = deployment;
    if (!recipe) return false;
    for (const role in deployment.roles)
      for (let ordinal = 1; ordinal <= placedCount(deployment.roles[role]); ordinal += 1) {
        const instance = instances[next];
        next += 1;
        if (instance === undefined || instance.ordinal !== ordinal || instance.role !== role || instance.app !== deployment.app)
          return false;
        if (instance.env !== deployment.env || instance.org !== deployment.org) return false;
        if (!nodes?.has(instance.node) || !hasPortsOf(recipe, instance)) return false;
      }
  }
  return next === instances.length;
}

export const portNames = once((recipe: Recipe) => Object.keys(recipe.ports).sort(compareText));

/** Whether the instance has the ports of the recipe and no other. */
export function hasPortsOf(recipe: Recipe, {ports}: Instance): boolean {
  const names = portNames(recipe);
  let count = 0;
  for (const _ in ports) count += 1;
  if (count !== names.length) return false;
  for (const name of names) if (ports[name] === undefined) return false;
  return true;
}
