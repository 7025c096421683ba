import type {Recipe} from '../model.js';
import type {ImportedService} from './compose/service.js';

/** The recipe whose image it is, wherever it is mirrored. */
export function recipeOfImage(recipes: readonly Recipe[], repository: string): Recipe | null {
  return recipes.find(({image}) => repository === image || (image.includes('/') && repository.endsWith(`/${image}`))) ?? null;
}

/** The only recipe that most of the service's decisive variables belong to: an app under another image. */
export function recipeOfVariables(recipes: readonly Recipe[], {environment}: ImportedService): Recipe | null {
  const keys = new Set(environment.map(({key}) => key));
  const fitting = recipes.filter((recipe) => {
    const decisive = decisiveKeys(recipe);
    const set = decisive.filter((key) => keys.has(key));
    return set.length >= 3 && set.length * 2 >= decisive.length;
  });
  return fitting.length === 1 ? fitting[0]! : null;
}

/** The only recipe that knows every variable of a part of a service. */
export function recipeOfPart(recipes: readonly Recipe[], {environment}: ImportedService): Recipe | null {
  const fitting = recipes.filter((recipe) => {
    const known = new Set([
      ...Object.keys(recipe.env),
      ...decisiveKeys(recipe),
      ...recipe.knownConfig,
      ...Object.keys(recipe.configRules),
    ]);
    return environment.length > 0 && environment.every(({key}) => known.has(key));
  });
  return fitting.length === 1 ? fitting[0]! : null;
}

/** Variables that another app would hardly have: services, secrets, and what tells roles apart. */
function decisiveKeys({env, roles, secrets}: Recipe): string[] {
  const services = Object.entries(env).filter(([, value]) => typeof value === 'object' && 'service' in value);
  return [
    ...new Set([
      ...services.map(([key]) => key),
      ...Object.keys(secrets),
      ...Object.values(roles).flatMap((role) => Object.keys(role.env)),
    ]),
  ];
}
