import {resolve} from 'node:path';
import type {Place, SourcePath, Written} from '../../core/domain/import/source.js';
import type {YamlNode, YamlNodes} from '../yaml/yaml-nodes.js';
import {findIn, partName, type ComposeForm, type ReadText} from './compose-text.js';
import {readEnvLines, type EnvLine} from './env-file.js';

export interface EnvFile {
  readonly file: string;
  readonly lines: ReadonlyMap<string, EnvLine>;
}

/** A document of a file: a later one goes before an earlier one. */
interface Layer {
  readonly file: string;
  readonly form: ComposeForm;
  readonly nodes: YamlNodes;
}

/** Where the files of a project say what Compose made of them. */
export class WrittenPlaces {
  readonly #layers: readonly Layer[];
  readonly #first: string;
  readonly #model: unknown;
  readonly #envFiles: ReadonlyMap<string, readonly EnvFile[]>;

  constructor(texts: readonly ReadText[], model: unknown, envFiles: ReadonlyMap<string, readonly EnvFile[]>) {
    this.#layers = texts.flatMap(({file, form, documents}) => documents.map((nodes) => ({file, form, nodes})));
    this.#first = texts[0]!.file;
    this.#model = model;
    this.#envFiles = envFiles;
  }

  at(path: SourcePath): Written | null {
    return this.#inTexts(path) ?? this.#inEnvFiles(path);
  }

  nearest(path: SourcePath): Omit<Place, 'key'> {
    for (let length = path.length; length > 0; length -= 1) {
      const found = this.at(path.slice(0, length));
      if (found) return {file: found.file, line: found.line};
    }
    return {file: this.#first, line: 1};
  }

  /** What stands first in the first file comes first; null of what only Compose or another file says. */
  rank(path: SourcePath): readonly [layer: number, offset: number] | null {
    const ranks = this.#layers.map((layer, index) => [index, findAt(layer, path)?.offset ?? -1] as const);
    return ranks.find(([, offset]) => offset >= 0) ?? null;
  }

  #inTexts(path: SourcePath): Written | null {
    const index = path.findIndex((part) => typeof part === 'number');
    if (index >= 0) return this.#inLists(path, index);
    for (const layer of this.#layers.toReversed()) {
      const found = findAt(layer, path);
      if (found) return {file: layer.file, line: found.line, text: found.text};
    }
    return null;
  }

  /** Items of lists that several files add to, or that Compose made several of, are found by what they say. */
  #inLists(path: SourcePath, index: number): Written | null {
    const list = path.slice(0, index);
    const own = path[index] as number;
    const whole = valueAt(this.#model, list) as readonly unknown[] | undefined;
    const layers = this.#layers
      .map((layer) => ({layer, length: findAt(layer, list)?.length ?? 0}))
      .filter(({length}) => length > 0);
    const [first] = layers;
    if (!first) return null;
    const isAlone = layers.length === 1;
    const at = (layer: Layer, item: number) => {
      const found = findAt(layer, [...list, item, ...path.slice(index + 1)]);
      return found && {file: layer.file, line: found.line, text: found.text};
    };
    if (isAlone && whole?.length === first.length) return at(first.layer, own);
    const marks = marksOf(whole?.[own]);
    for (const {layer, length} of layers.toReversed())
      for (let item = 0; item < length; item += 1) if (says(layer, [...list, item], marks)) return at(layer, item);
    return isAlone ? at(first.layer, Math.min(own, first.length - 1)) : null;
  }

  #inEnvFiles(path: SourcePath): Written | null {
    const [service, name] = path[0] === 'environment' ? [partName, path[1]] : path[2] === 'environment' ? [path[1], path[3]] : [];
    if (typeof service !== 'string' || typeof name !== 'string' || path.at(-1) !== name) return null;
    for (const {file, lines} of (this.#envFiles.get(service) ?? []).toReversed()) {
      const found = lines.get(name);
      if (found) return {file, line: found.line, text: found.text};
    }
    return null;
  }
}

/** What tells an item of a list apart from its neighbours, as files write it. */
function marksOf(item: unknown): readonly string[] {
  if (typeof item !== 'object' || item === null) return [String(item)];
  const {published, target} = item as {readonly published?: string; readonly target?: string | number};
  return [published, target].flatMap((mark) => (mark === undefined ? [] : [String(mark)]));
}

function says(layer: Layer, path: SourcePath, marks: readonly string[]): boolean {
  const text = findAt(layer, path)?.text ?? findAt(layer, [...path, 'target'])?.text;
  return text != null && marks.every((mark) => text.includes(mark));
}

/** What is no whole project lacks the beginning of the path. */
function findAt({nodes, form}: Layer, path: SourcePath): YamlNode | null {
  if (form !== 'services') return nodes.find(path);
  return path[0] === 'services' ? nodes.find(path.slice(1)) : null;
}

function valueAt(value: unknown, path: SourcePath): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<string | number, unknown> | null | undefined)?.[part], value);
}

/** The environment files that each service names. */
export async function readEnvFiles(
  texts: readonly ReadText[],
  services: readonly string[],
): Promise<ReadonlyMap<string, readonly EnvFile[]>> {
  const found = services.map(async (service): Promise<[string, readonly EnvFile[]]> => {
    const files = texts.flatMap((text) => envFileItems(text, service).map(({name}) => resolve(text.folder, name)));
    return [service, await Promise.all(files.map(readEnvFile))];
  });
  return new Map(await Promise.all(found));
}

export async function readEnvFile(file: string): Promise<EnvFile> {
  return {file, lines: await readEnvLines(file)};
}

/** What stands under `env_file` of a service, with the path of each name. */
export function envFileItems(text: ReadText, service: string): readonly {readonly name: string; readonly path: SourcePath}[] {
  const above = {part: [], services: [service], project: ['services', service]}[text.form];
  const path = [...above, 'env_file'];
  const node = findIn(text, path);
  const items = node?.text == null ? Array.from({length: node?.length ?? 0}, (_, at) => [...path, at]) : [path];
  return items.flatMap((item) => {
    const name = findIn(text, item)?.text ?? findIn(text, [...item, 'path'])?.text;
    return name == null ? [] : [{name, path: item}];
  });
}
