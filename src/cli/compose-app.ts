import {dirname, join, resolve} from 'node:path';
import {readNamedFile} from '../adapters/files/read-file.js';
import type {ComposeApp} from '../core/domain/import/app-of-compose.js';
import type {Recipe} from '../core/domain/model.js';
import {expectFree, writeOnce} from './imported-files.js';

/** What is told of an app that was made of a compose file, besides that it was created. */
export type ComposeAppData = Pick<ComposeApp, 'version' | 'commands' | 'assumed' | 'notTaken' | 'mistakes'> & {
  /** Where its recipe was written; null where one of Muster's fits. */
  readonly recipe: string | null;
};

export interface ComposeAppFiles {
  readonly recipe: Recipe;
  readonly data: ComposeAppData;
  /** Refuses when something else is where the recipe would go. */
  expectFree(): Promise<void>;
  write(): Promise<void>;
}

/** Whether the file has services and is no recipe, which has services too, and an image besides. */
export async function isComposeFile(path: string): Promise<boolean> {
  if (!/\.(?:ya?ml|json)$/.test(path)) return false;
  const text = readIfPossible(path);
  return /^(?:services|"services"|\{\s*"services")\s*:/m.test(text) && !/^(?:image|ports|health)\s*:/m.test(text);
}

function readIfPossible(path: string): string {
  try {
    return readNamedFile(path).toString();
  } catch {
    return '';
  }
}

/** The recipe goes beside the compose file, so that it can be changed and applied again. */
export async function composeAppFiles(
  app: ComposeApp,
  of: {readonly file: string; readonly name: string},
): Promise<ComposeAppFiles> {
  const {writeRecipe} = await import('../adapters/recipes/write-recipe.js');
  const path = app.made ? join(dirname(of.file), `${of.name}.recipe.yaml`) : null;
  const files = path === null ? [] : [[path, writeRecipe(app.recipe)] as const];
  const {version, commands, assumed, notTaken, mistakes} = app;
  return {
    recipe: path === null ? app.recipe : {...app.recipe, source: resolve(path)},
    data: {recipe: path, version, commands, assumed, notTaken, mistakes},
    expectFree: () => expectFree(files),
    write: () => writeOnce(files),
  };
}
