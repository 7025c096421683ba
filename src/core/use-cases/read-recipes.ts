import type {DeclaredTopology} from '../domain/declaration.js';
import type {Recipe} from '../domain/model.js';
import type {Ports} from '../ports/index.js';

/** Every recipe that a declaration names, by that name. */
export async function readRecipes(ports: Pick<Ports, 'recipes'>, {apps}: DeclaredTopology): Promise<ReadonlyMap<string, Recipe>> {
  const names = [...new Set(apps.map((app) => app.recipe))];
  if (names.length === 0) return new Map();
  const recipes = await ports.recipes();
  return new Map(await Promise.all(names.map(async (name) => [name, await recipes.read(name)] as const)));
}
