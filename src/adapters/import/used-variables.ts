import {resolve} from 'node:path';
import {referencesOf} from '../../core/domain/import/compose/references.js';
import type {ComposeSource, Place} from '../../core/domain/import/source.js';
import type {ReadText} from './compose-text.js';
import {envFileItems, type EnvFile} from './written-places.js';

export interface VariableUse extends Place {
  readonly name: string;
}

/** The first place that names each variable, in compose files before environment files. */
export function usesOf(texts: readonly ReadText[], envFiles: readonly EnvFile[]): readonly VariableUse[] {
  const rows = [
    ...texts.flatMap(({file, text}) => text.split('\n').map((row, index) => ({file, line: index + 1, row}))),
    ...envFiles.flatMap(({file, lines}) => [...lines.values()].map(({line, text}) => ({file, line, row: text}))),
  ];
  const uses = rows
    .filter(({row}) => row.includes('$') && !/^\s*#/.test(row))
    .flatMap(({file, line, row}) => referencesOf(row).map(({name}) => ({name, file, line, key: `\${${name}}`})));
  return [...new Map(uses.toReversed().map((use) => [use.name, use])).values()].toReversed();
}

/** Variables that a service takes from whoever starts it: they are only named. */
export function passedOf(source: Pick<ComposeSource, 'value' | 'writtenAt'>): readonly VariableUse[] {
  const {services = {}} = source.value as {readonly services?: Readonly<Record<string, {readonly environment?: object}>>};
  return Object.entries(services).flatMap(([service, {environment}]) =>
    Object.keys(environment ?? {}).flatMap((name): VariableUse[] => {
      const path = ['services', service, 'environment', name];
      const written = source.writtenAt(path);
      const {file, line, text} = written ?? {file: '', line: 0, text: ''};
      return text === null || text === name ? [{name, file, line, key: path.join('.')}] : [];
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
