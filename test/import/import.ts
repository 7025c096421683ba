import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {GivenText} from '../../src/adapters/import/compose-text.js';
import {HandMadeFiles, kindOf} from '../../src/adapters/import/hand-made-files.js';
import {YamlRecipes} from '../../src/adapters/recipes/yaml-recipes.js';
import {importSources, type Imported} from '../../src/core/domain/import/imported.js';
import type {Mistake} from '../../src/core/domain/import/findings.js';
import {findMistakes} from '../../src/core/domain/import/mistakes/index.js';
import type {ImportSource} from '../../src/core/domain/import/source.js';
import type {Recipe} from '../../src/core/domain/model.js';
import type {Shell} from '../../src/core/ports/shell.js';
import {RecordedShell} from './recorded-shell.js';

const folder = new YamlRecipes(fileURLToPath(new URL('../../recipes', import.meta.url)));
let known: Promise<readonly Recipe[]> | undefined;

/** Every recipe that comes along. */
export function shippedRecipes(): Promise<readonly Recipe[]> {
  return (known ??= folder.list().then((list) => Promise.all(list.map(({name}) => folder.read(name)))));
}

export type ImportResult = Imported & {readonly mistakes: readonly Mistake[]};

export type Texts = Readonly<Record<string, string>>;

/** Texts by their file names, imported as one; those that are named as environment files are only beside them. */
export async function importTexts(texts: Texts, options: TextOptions = {}): Promise<ImportResult> {
  return importAll(await readTexts(texts, options));
}

export interface TextOptions {
  /** Variables of the shell. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files that lie beside them. */
  readonly beside?: Texts;
  /** Compose from a recording unless one is given. */
  readonly shell?: Shell;
}

export async function readTexts(
  texts: Texts,
  {env = {}, beside = {}, shell}: TextOptions = {},
): Promise<readonly ImportSource[]> {
  const place = mkdtempSync(join(tmpdir(), 'muster-import-'));
  try {
    for (const [file, text] of Object.entries({...texts, ...beside})) writeFileSync(join(place, file), text);
    const given = Object.entries(texts)
      .filter(([file]) => !file.endsWith('.env'))
      .map(([file, text]): GivenText => ({text, file, path: join(place, file), folder: place, kind: kindOf(text, file, null)}));
    const files = new HandMadeFiles({
      shell: async () => shell ?? new RecordedShell({...texts, ...beside}, {folder: place, env}),
      env,
    });
    return (await files.readTexts(given)).map((source) => withoutPlace(source, place));
  } finally {
    rmSync(place, {recursive: true});
  }
}

/** Files beside them are told without the folder of this run. */
function withoutPlace(source: ImportSource, place: string): ImportSource {
  if (source.kind === 'nginx') return source;
  const short = <T extends {readonly file: string}>(it: T): T => ({...it, file: it.file.replace(`${place}/`, '')});
  return {
    ...source,
    writtenAt: (path) => {
      const found = source.writtenAt(path);
      return found && short(found);
    },
    nearest: (path) => short(source.nearest(path)),
    variables: source.variables.map(short),
    unused: source.unused.map((it) => ({...it, place: short(it.place)})),
  };
}

export async function importAll(sources: readonly ImportSource[]): Promise<ImportResult> {
  const imported = importSources({org: 'default', env: 'prod', sources, recipes: await shippedRecipes()});
  return {...imported, mistakes: findMistakes(imported)};
}

/** Everything that a user is told, as plain data. */
export function told({declared, recipes, secrets, commands, assumed, notTaken, mistakes}: ImportResult) {
  return {declared, recipes: Object.fromEntries(recipes), secrets, commands, assumed, notTaken, mistakes};
}
