import {statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {readNamedFile, TooLong} from '../adapters/files/read-file.js';
import {writeNamedFile} from '../adapters/files/write-file.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {unwritable} from '../core/domain/file-failures.js';
import type {ImportOutcome} from '../core/use-cases/import-topology.js';
import {fileOf} from './declared-files.js';

/** What was imported, as a file and the recipes beside it. */
export interface ImportedFiles {
  readonly text: string;
  /** Text of each recipe that was made, by its path relative to the topology file. */
  readonly recipes: ReadonlyMap<string, string>;
  readonly data: ImportedData;
}

export type ImportedData = Pick<ImportOutcome, 'secrets' | 'commands' | 'assumed' | 'notTaken' | 'mistakes'> & {
  /** Where the topology was written; null: to standard output. */
  readonly out: string | null;
  readonly topology: object;
  readonly recipes: Readonly<Record<string, object>>;
};

/** `out` is the file that the topology goes to, with its recipes beside it; null for standard output. */
export async function importedFiles(outcome: ImportOutcome, out: string | null): Promise<ImportedFiles> {
  const {declared, recipes, secrets, commands, assumed, notTaken, mistakes} = outcome;
  const {recipeFile, writeRecipe} = await import('../adapters/recipes/write-recipe.js');
  const {file, text} = await fileOf(declared);
  return {
    text,
    recipes: new Map([...recipes].map(([path, recipe]) => [path, writeRecipe(recipe)])),
    data: {
      topology: file,
      recipes: Object.fromEntries([...recipes].map(([path, recipe]) => [path, recipeFile(recipe)])),
      secrets,
      commands: commands.map((command) =>
        [...recipes.keys()].reduce((line, path) => line.replace(`--recipe ${path}`, `--recipe ${besideOut(out, path)}`), command),
      ),
      assumed,
      notTaken,
      mistakes,
      out,
    },
  };
}

/** Writes the topology, its recipes first. */
export async function writeImported(out: string, {text, recipes}: ImportedFiles): Promise<void> {
  await writeOnce([...[...recipes].map(([path, recipe]) => [besideOut(out, path), recipe] as const), [out, text]]);
}

/** Writes texts by their paths. A file that is there and says something else is not touched, and then none is written. */
export async function writeOnce(files: readonly (readonly [path: string, text: string])[]): Promise<void> {
  await expectFree(files);
  for (const [path, wanted] of files) await writeNamedFile(path, wanted);
}

export async function expectFree(files: readonly (readonly [path: string, text: string])[]): Promise<void> {
  const others = files.filter(([path, wanted]) => differs(path, wanted)).map(([path]) => path);
  if (others.length > 0) throw alreadyThere(others);
}

/** A path that the topology names, as it is from here. */
function besideOut(out: string | null, path: string): string {
  return out === null || dirname(out) === '.' ? path : join(dirname(out), path);
}

/** A pipe or a device holds nothing that would be lost. */
function differs(path: string, wanted: string): boolean {
  try {
    return statSync(path).isFile() && readNamedFile(path).toString() !== wanted;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    if (cause instanceof TooLong) return true;
    throw unwritable({path, cause});
  }
}

function alreadyThere(paths: readonly string[]): Failure {
  return new Failure({
    code: 'NAME_TAKEN',
    exit: exitCodes.violation,
    subject: `file ${paths[0]}`,
    message: `${paths.join(' and ')} ${paths.length === 1 ? 'is' : 'are'} there already and ${paths.length === 1 ? 'says' : 'say'} something else.`,
    hint: 'Move it away, or name another file with --out.',
    details: {paths},
  });
}
