import {resolve} from 'node:path';
import {referencesOf, type Reference} from '../../core/domain/import/compose/references.js';
import type {ComposeSource, Place, SourcePath} from '../../core/domain/import/source.js';
import {keyOf} from '../yaml/parsed-document.js';
import type {ReadText} from './compose-text.js';
import {envFileItems, type EnvFile} from './written-places.js';

export interface VariableUse extends Place, Reference {}

/** Every value that names a variable, in compose files before environment files. */
export function usesOf(texts: readonly ReadText[], envFiles: readonly EnvFile[]): readonly VariableUse[] {
  const written = texts.flatMap((text) =>
    text.documents.flatMap((nodes) =>
      nodes.texts().map(({path, line, text: value}) => ({file: text.file, line, key: keyIn(text, path, value), value})),
    ),
  );
  const ofEnvFiles = envFiles.flatMap(({file, lines}) =>
    [...lines].map(([key, {line, text}]) => ({file, line, key, value: text})),
  );
  return [...written, ...ofEnvFiles].flatMap(({value, ...place}) =>
    referencesOf(value).map((reference): VariableUse => ({...place, ...reference})),
  );
}

/** As the model has it: what `- KEY=VALUE` says is KEY, and what `<<` brings in is the map's own. */
function keyIn({form}: ReadText, path: SourcePath, value: string): string {
  const own = path.filter((part) => part !== '<<');
  const [name] = own.at(-2) === 'environment' && typeof own.at(-1) === 'number' ? value.split('=', 1) : [];
  return keyOf([...(form === 'services' ? ['services'] : []), ...(name === undefined ? own : [...own.slice(0, -1), name])]);
}

/** Variables that a service takes from whoever starts it: they are only named. */
export function passedOf(source: Pick<ComposeSource, 'value' | 'writtenAt'>): readonly VariableUse[] {
  const {services = {}} = source.value as {readonly services?: Readonly<Record<string, {readonly environment?: object}>>};
  return Object.entries(services).flatMap(([service, {environment}]) =>
    Object.keys(environment ?? {}).flatMap((name): VariableUse[] => {
      const path = ['services', service, 'environment', name];
      const written = source.writtenAt(path);
      const {file, line, text} = written ?? {file: '', line: 0, text: ''};
      return text === null || text === name ? [{name, hasDefault: true, file, line, key: path.join('.')}] : [];
    }),
  );
}

/** Names in the `.env` beside the files that nothing of them reads. */
export function unusedOf(
  {file, lines}: EnvFile,
  {texts, used}: {readonly texts: readonly ReadText[]; readonly used: readonly VariableUse[]},
  services: readonly string[],
): ComposeSource['unused'] {
  const whole = texts.some((text) =>
    services.some((service) => envFileItems(text, service).some(({name}) => resolve(text.folder, name) === resolve(file))),
  );
  const names = new Set([
    ...used.map(({name}) => name),
    ...[...lines.values()].flatMap(({text}) => referencesOf(text).map(({name}) => name)),
  ]);
  return whole
    ? []
    : [...lines]
        .filter(([name]) => !names.has(name) && !name.startsWith('COMPOSE_'))
        .map(([name, {line}]) => ({name, place: {file, line, key: name}}));
}
