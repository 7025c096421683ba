import {parse} from 'node:path';
import {findIn, keysAt, type ReadText} from './compose-text.js';

export type Project = readonly [ReadText, ...ReadText[]];

/**
 * Compose takes all its files for one project; here files of several machines are given together. A file adds to one before it,
 * in the same folder, where it is called so or where it says only a part of a service that the other has.
 */
export function composeProjects(texts: readonly ReadText[]): readonly Project[] {
  return texts.reduce<readonly Project[]>((projects, text) => {
    const index = projects.findLastIndex((project) => project.some((base) => isAddition(text, base)));
    return index < 0 ? [...projects, [text]] : projects.with(index, [...projects[index]!, text]);
  }, []);
}

function isAddition(text: ReadText, base: ReadText): boolean {
  if (text.form !== 'project' || base.form !== 'project') return false;
  if (text.path !== null && base.path !== null && text.folder !== base.folder) return false;
  const ofBase = new Set(keysAt(base, ['services']));
  const shared = keysAt(text, ['services']).filter((name) => ofBase.has(name));
  return shared.length > 0 && (isCalledAddition(text.file, base.file) || shared.some((name) => !isWhole(text, name)));
}

function isWhole(text: ReadText, service: string): boolean {
  return ['image', 'build', 'extends'].some((key) => findIn(text, ['services', service, key]) !== null);
}

/** `compose.override.yaml`, and `compose.prod.yaml` beside `compose.yaml`. */
function isCalledAddition(file: string, base: string): boolean {
  const {name} = parse(file);
  return /(?:^|[._-])override(?:$|[._-])/.test(name) || name.startsWith(`${parse(base).name}.`);
}
