import {dirname, join, resolve} from 'node:path';
import {readText} from '../yaml/read-text.js';
import {findIn, keysAt, readComposeText, type ReadText} from './compose-text.js';

/** The compose files that files include and extend, and what those do: Compose reads them as well. */
export async function namedFiles(texts: readonly ReadText[]): Promise<readonly ReadText[]> {
  const found = new Map<string, ReadText>();
  let last = texts;
  while (last.length > 0) {
    const known = new Set([...found.keys(), ...texts.flatMap(({path}) => path ?? [])]);
    const named = last.flatMap((text) =>
      namesIn(text).map((name) => ({path: resolve(text.folder, name), file: join(dirname(text.file), name)})),
    );
    const wanted = [...new Map(named.map((it) => [it.path, it])).values()].filter(({path}) => !known.has(path));
    const read = await Promise.all(wanted.map(async ({path, file}) => readNamed(path, file)));
    last = read.flatMap((text) => text ?? []);
    for (const text of last) found.set(text.path!, text);
  }
  return [...found.values()];
}

/** What is far away, or is not there, Compose tells. */
async function readNamed(path: string, file: string): Promise<ReadText | null> {
  const text = await readText(path).catch(() => null);
  return text === null ? null : readComposeText({text, file, path, folder: dirname(path)});
}

function namesIn(text: ReadText): readonly string[] {
  const at = (...path: readonly (string | number)[]) => findIn(text, path);
  const listed = (...path: readonly (string | number)[]) =>
    Array.from({length: at(...path)?.length ?? 0}, (_, index) => [...path, index]);
  const included = listed('include').flatMap((item) => [item, [...item, 'path'], ...listed(...item, 'path')]);
  const extended = keysAt(text, ['services']).map((service) => ['services', service, 'extends', 'file']);
  return [...included, ...extended].flatMap((path) => at(...path)?.text ?? []);
}
