import type {Recipe, RecipeValue, ServiceFormat} from './model.js';

export type ServiceClass = 'database' | 'cache';

/** Anything that keeps rows is a database; the rest (redis, brokers) is what instances talk through. */
export function serviceClass(kind: string): ServiceClass {
  return ['mysql', 'mariadb', 'postgres', 'sqlite'].includes(kind) ? 'database' : 'cache';
}

export interface ServiceVariable {
  readonly key: string;
  readonly service: string;
  readonly format: ServiceFormat;
}

/** Variables that a recipe fills from its services, over all roles. */
export function serviceVariables(recipe: Recipe): ServiceVariable[] {
  const found = new Map<string, ServiceVariable>();
  for (const env of [recipe.env, ...Object.values(recipe.roles).map((role) => role.env)]) {
    for (const [key, value] of Object.entries(env)) {
      if (isServiceValue(value)) found.set(`${key} ${value.service}`, {key, ...value});
    }
  }
  return [...found.values()];
}

function isServiceValue(value: RecipeValue): value is {service: string; format: ServiceFormat} {
  return typeof value === 'object' && 'service' in value;
}
