import {fileURLToPath} from 'node:url';
import {readSource} from '../../src/adapters/import/hand-made-files.js';
import {YamlRecipes} from '../../src/adapters/recipes/yaml-recipes.js';
import {importSources, type Imported} from '../../src/core/domain/import/imported.js';
import type {Mistake} from '../../src/core/domain/import/findings.js';
import {findMistakes} from '../../src/core/domain/import/mistakes/index.js';
import type {ImportSource} from '../../src/core/domain/import/source.js';
import type {Recipe} from '../../src/core/domain/model.js';

const folder = new YamlRecipes(fileURLToPath(new URL('../../recipes', import.meta.url)));
let known: Promise<readonly Recipe[]> | undefined;

/** Every recipe that comes along. */
export function shippedRecipes(): Promise<readonly Recipe[]> {
  return (known ??= folder.list().then((list) => Promise.all(list.map(({name}) => folder.read(name)))));
}

export type ImportResult = Imported & {readonly mistakes: readonly Mistake[]};

/** Texts by their file names, imported as one. A `.env` beside them is not looked at. */
export async function importTexts(texts: Readonly<Record<string, string>>): Promise<ImportResult> {
  const sources = await Promise.all(Object.entries(texts).map(([file, text]) => readSource(text, file, null)));
  return importAll(sources);
}

export async function importAll(sources: readonly ImportSource[]): Promise<ImportResult> {
  const imported = importSources({org: 'default', env: 'prod', sources, recipes: await shippedRecipes()});
  return {...imported, mistakes: findMistakes(imported)};
}

/** Everything that a user is told, as plain data. */
export function told({declared, recipes, secrets, commands, assumed, notTaken, mistakes}: ImportResult) {
  return {declared, recipes: Object.fromEntries(recipes), secrets, commands, assumed, notTaken, mistakes};
}
