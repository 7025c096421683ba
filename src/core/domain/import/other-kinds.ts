import type {Recipe} from '../model.js';
import {serviceVariables} from '../service-variables.js';
import type {ImportedService, Variable} from './compose/service.js';
import {kindOfScheme, parseConnection} from '../connection-string.js';
import {remark, type Remark} from './findings.js';
import {recipePath} from './make-recipe.js';

/** A recipe as the files need it, where an app is led to another kind of service than the recipe knows. */
export interface FittedRecipe {
  readonly recipe: Recipe;
  /** Null where the recipe is as it was. */
  readonly fitted: {readonly name: string; readonly assumed: readonly Remark[]} | null;
}

/**
 * An address of a PostgreSQL is no mistake where the recipe has a MySQL: the app may know both. Left out, the app would
 * start on a database of its own, so a recipe for these files takes the whole address as a secret.
 */
export function fitRecipe(recipe: Recipe, name: string, services: readonly ImportedService[]): FittedRecipe {
  const strange = Object.entries(recipe.services).flatMap(([slot, {kind}]) => {
    const keys = serviceVariables(recipe).flatMap((variable) => (variable.service === slot ? [variable.key] : []));
    const variables = services.flatMap(({environment}) => environment.filter(({key, value}) => keys.includes(key) && value));
    const others = variables.filter((variable) => otherKind(variable, kind) !== null);
    return others.length > 0 && others.length === variables.length ? [{slot, kind, keys, variables}] : [];
  });
  if (strange.length === 0) return {recipe, fitted: null};
  const slots = new Set(strange.map(({slot}) => slot));
  const keys = new Set(strange.flatMap((it) => it.keys));
  const without = <T>(record: Readonly<Record<string, T>>, left: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !left.has(key)));
  const secrets = new Set(strange.flatMap(({variables}) => variables.map(({key}) => key)));
  return {
    recipe: {
      ...recipe,
      name,
      source: recipePath(name),
      env: without(recipe.env, keys),
      services: without(recipe.services, slots),
      secrets: {
        ...recipe.secrets,
        ...Object.fromEntries([...secrets].map((key) => [key, {generateBytes: null, refuse: [], publicDefaults: []}])),
      },
    },
    fitted: {
      name: recipe.name,
      assumed: strange.flatMap(({kind, variables}) =>
        variables.map((variable) =>
          remark(
            variable.place,
            `recipe ${recipe.name} knows a ${kind} there, and this is a ${otherKind(variable, kind)}: a copy of the recipe takes the whole address as a secret`,
          ),
        ),
      ),
    },
  };
}

/** The kind of service that an address is of; null where it is of this one, or of none that is known. */
function otherKind({value}: Variable, kind: string): string | null {
  const scheme = parseConnection((value ?? '').trim())?.scheme ?? null;
  const other = scheme === null ? null : kindOfScheme(scheme);
  return other === kind ? null : other;
}
