import type {Capacity, Instance, Topology} from './model.js';

/** What an instance reserves of its node, by the recipe of its app. */
export function reservedOf({apps}: Topology): (instance: Pick<Instance, 'org' | 'app'>) => Capacity {
  const recipes = new Map(apps.map((app) => [`${app.org}/${app.name}`, app.recipe.reserve]));
  return ({org, app}) => recipes.get(`${org}/${app}`) ?? {};
}
