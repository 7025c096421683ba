import {dirname, join, resolve} from 'node:path';
import {Failure} from '../../core/domain/errors.js';
import {pathKey, type ComposeSource, type FileVariable, type SourcePath} from '../../core/domain/import/source.js';
import {fileFailure, type FileFaultCode, type FileProblem} from '../yaml/file-problem.js';
import type {ParsedDocument} from '../yaml/parsed-document.js';
import {parseJson} from '../yaml/json-text.js';
import {parseYaml} from '../yaml/yaml-text.js';
import {readEnvFile} from './env-file.js';
import {interpolate} from './interpolate.js';

export interface ComposeText {
  readonly text: string;
  /** As it is told; `stdin` for standard input. */
  readonly file: string;
  /** Where names of other files are relative to. */
  readonly folder: string;
}

/** A compose file with its variables filled in from the `.env` beside it; the shell's own are not looked at. */
export async function readComposeSource({text, file, folder}: ComposeText): Promise<ComposeSource> {
  const document = parse(text, file);
  const variables = (await readEnvFile(join(folder, '.env'))) ?? [];
  const filling = new Filling(new Map(variables.map(({name, value}) => [name, value])));
  const value = filling.fill(document.value, []);
  const envFiles = await readEnvFiles(value, folder);
  const passed = new Set([...filling.used, ...[...envFiles.values()].flatMap((it) => (it ?? []).map(({name}) => name))]);
  return {
    kind: 'compose',
    file,
    value,
    lineOf: (path) => document.locate(path).line,
    unset: filling.unset,
    filled: filling.filled,
    unused: variables.filter(({name}) => !passed.has(name)).map(({name, place}) => ({name, place})),
    envFiles,
  };
}

function parse(text: string, file: string): ParsedDocument {
  try {
    return file.endsWith('.json') ? parseJson(text, file) : parseYaml(text, file);
  } catch (error) {
    if (!(error instanceof Failure) || !Array.isArray(error.details['problems'])) throw error;
    const hint = 'Correct the file; `docker compose config` says whether compose itself can read it.';
    throw fileFailure(error.code as FileFaultCode, error.details['problems'] as FileProblem[], hint);
  }
}

class Filling {
  readonly unset = new Map<string, string>();
  readonly used = new Set<string>();
  readonly filled = new Set<string>();
  readonly #variables: ReadonlyMap<string, string>;

  constructor(variables: ReadonlyMap<string, string>) {
    this.#variables = variables;
  }

  fill(value: unknown, path: SourcePath): unknown {
    if (typeof value === 'string') return this.#fillText(value, path);
    if (Array.isArray(value)) return value.map((item, index) => this.fill(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.fill(item, [...path, key])]));
  }

  #fillText(text: string, path: SourcePath): string {
    if (!text.includes('$')) return text;
    const filled = interpolate(text, this.#variables);
    for (const name of filled.used) this.used.add(name);
    if (filled.used.length > 0) this.filled.add(pathKey(path));
    const [missing] = filled.unset;
    if (missing !== undefined) this.unset.set(pathKey(path), missing);
    return filled.text;
  }
}

async function readEnvFiles(value: unknown, folder: string): Promise<ComposeSource['envFiles']> {
  const names = [...new Set(envFileNames(value))];
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, readonly FileVariable[] | null]> => [
        name,
        await readEnvFile(resolve(folder, name)),
      ]),
    ),
  );
}

/** Names wherever a key `env_file` stands: at most one level of services is between it and the top. */
function envFileNames(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 2) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'env_file' ? [item].flat().flatMap(nameOf) : envFileNames(item, depth + 1),
  );
}

function nameOf(item: unknown): string[] {
  const name = typeof item === 'object' && item !== null ? (item as {path?: unknown}).path : item;
  return typeof name === 'string' ? [name] : [];
}

export function folderOf(file: string): string {
  return file === '-' ? '.' : dirname(file);
}
