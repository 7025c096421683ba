import type {DeclaredTopology} from '../domain/declaration.js';
import type {Mistake, Remark, WantedSecret} from '../domain/import/findings.js';
import {importSources} from '../domain/import/imported.js';
import {findMistakes} from '../domain/import/mistakes/index.js';
import type {Recipe} from '../domain/model.js';
import type {ImportFiles, ImportKind} from '../ports/import-files.js';
import type {Ports} from '../ports/index.js';

export interface ImportOutcome {
  readonly declared: DeclaredTopology;
  /** Recipes that were made of the files, by the path that the declaration names. */
  readonly recipes: ReadonlyMap<string, Recipe>;
  readonly secrets: readonly WantedSecret[];
  /** What sets the secrets, before anything runs. */
  readonly commands: readonly string[];
  readonly assumed: readonly Remark[];
  readonly notTaken: readonly Remark[];
  readonly mistakes: readonly Mistake[];
}

/** What hand-made files say, as a declaration; what they say besides, and what is wrong with them. Nothing is changed anywhere. */
export async function importTopology(
  ports: Pick<Ports, 'recipes'> & {importFiles(): Promise<ImportFiles>},
  request: {readonly org: string; readonly env: string; readonly files: readonly string[]; readonly kind: ImportKind | null},
): Promise<ImportOutcome> {
  const {org, env, files, kind} = request;
  const sources = await (await ports.importFiles()).read(files, kind);
  const known = await ports.recipes();
  const recipes = await Promise.all((await known.list()).map(({name}) => known.read(name)));
  const imported = importSources({org, env, sources, recipes});
  const {declared, secrets, commands, assumed, notTaken} = imported;
  return {declared, recipes: imported.recipes, secrets, commands, assumed, notTaken, mistakes: findMistakes(imported)};
}
