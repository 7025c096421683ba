import {readdir} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {Recipe} from '../../core/domain/model.js';
import {compareText} from '../../core/domain/names.js';
import {didYouMean, nearestName} from '../../core/domain/nearest.js';
import type {Recipes} from '../../core/ports/recipes.js';
import {fileFailure} from '../yaml/file-problem.js';
import {parseJson} from '../yaml/json-text.js';
import {parseYaml} from '../yaml/yaml-text.js';
import {isFilePath, readText} from '../yaml/read-text.js';
import {validateDocument} from '../yaml/validate.js';
import {checkReferences} from './check-recipe.js';
import {recipeSchema} from './recipe-schema.js';
import {toRecipe} from './to-recipe.js';

/** Recipes of a folder by name, and any other by its path. */
export class YamlRecipes implements Recipes {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(nameOrPath: string): Promise<Recipe> {
    if (isFilePath(nameOrPath)) return readRecipe(nameOrPath, resolve(nameOrPath));
    const names = await this.#names();
    if (!names.includes(nameOrPath)) throw notARecipe(nameOrPath, names);
    return readRecipe(join(this.#folder, `${nameOrPath}.yaml`), nameOrPath);
  }

  async list(): Promise<readonly {readonly name: string; readonly description: string}[]> {
    const recipes = await Promise.all((await this.#names()).map((name) => this.read(name)));
    return recipes.map(({name, description}) => ({name, description}));
  }

  async #names(): Promise<string[]> {
    const files = await readdir(this.#folder);
    return files
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => file.slice(0, -'.yaml'.length))
      .sort(compareText);
  }
}

async function readRecipe(file: string, source: string): Promise<Recipe> {
  const text = await readText(file).catch((error: unknown) => {
    throw error instanceof Failure && error.code === 'FILE_NOT_FOUND' && error.details['reason'] === 'it does not exist'
      ? noSuchFile(file)
      : error;
  });
  const document = file.endsWith('.json') ? parseJson(text, file) : parseYaml(text, file);
  const checked = validateDocument(recipeSchema, document);
  if ('problems' in checked) throw fileFailure('FILE_INVALID', checked.problems);
  const dangling = checkReferences(checked.value, document);
  if (dangling.length > 0) throw fileFailure('FILE_INVALID', dangling);
  return toRecipe(checked.value, source);
}

function notARecipe(name: string, known: readonly string[]): Failure {
  return new Failure({
    code: 'RECIPE_NOT_FOUND',
    exit: exitCodes.notFound,
    subject: `recipe ${name}`,
    message: `There is no recipe named ${name}${didYouMean(nearestName(name, known)) || '.'}`,
    hint: `Choose one of ${known.join(', ')}, or give the path of a recipe file, such as ./${name}.yaml.`,
    details: {name, known},
  });
}

function noSuchFile(file: string): Failure {
  return new Failure({
    code: 'RECIPE_NOT_FOUND',
    exit: exitCodes.notFound,
    subject: `recipe ${file}`,
    message: `There is no recipe file ${file}.`,
    hint: 'Give the path of a recipe file, or the name of a recipe that comes with Muster.',
    details: {file},
  });
}
