import type {Recipe} from '../domain/model.js';

/** Recipes by name (shipped with Muster) or by path of a YAML file. Failures: `RECIPE_NOT_FOUND` (4), `FILE_INVALID` (2). */
export interface Recipes {
  read(nameOrPath: string): Promise<Recipe>;
  list(): Promise<readonly {readonly name: string; readonly description: string}[]>;
}
