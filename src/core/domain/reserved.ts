import type {Capacity, Instance, Topology} from './model.js';
import {OrgMap} from './org-map.js';

const nothing: Capacity = {};

/** What an instance reserves of its node, by the recipe of its app. */
export function reservedOf({apps}: Topology): (instance: Pick<Instance, 'org' | 'app'>) => Capacity {
  const reserves = new OrgMap<Capacity>();
  for (const {org, name, recipe} of apps) reserves.set(org, name, recipe.reserve);
  return ({org, app}) => reserves.get(org, app) ?? nothing;
}
