import {hash} from 'node:crypto';
import {dirname, resolve} from 'node:path';
import type {DeclaredTopology} from '../../core/domain/declaration.js';
import {fileFailure} from '../yaml/file-problem.js';
import {parseJson, parseJsonLines} from '../yaml/json-text.js';
import type {ParsedDocument} from '../yaml/parsed-document.js';
import {parseYaml} from '../yaml/yaml-text.js';
import {readText} from '../yaml/read-text.js';
import {validateDocument} from '../yaml/validate.js';
import {declareFile} from './declare-file.js';
import {declareLines} from './declare-lines.js';
import {nothing, type DeclaredFile} from './declared-file.js';
import {mergeFiles, placeIn} from './merge-files.js';
import type {Fact, Place} from './places.js';
import {sourceOf} from './source.js';
import {topologySchema} from './topology-schema.js';

export interface ReadDeclaration {
  readonly declared: DeclaredTopology;
  /** SHA-256 of what was read, and of where paths in it begin: what has the same digest declares the same. */
  readonly digest: string;
}

/** What `readTopologyFiles` reads, and by what to know it again. */
export async function readDeclaration(files: readonly string[], stdin?: NodeJS.ReadableStream): Promise<ReadDeclaration> {
  const parts: string[] = [];
  const note = (text: string, file: string) =>
    void parts.push(hash('sha256', text), formatOf(text, file), resolve(folderOf(file)));
  const declared = await readTopologyFiles(files, stdin, note);
  return {declared, digest: hash('sha256', JSON.stringify(parts))};
}

export interface PlacedDeclaration {
  readonly declared: DeclaredTopology;
  /** Where a fact is declared; null where it is not, and for files so big that nobody keeps them to look it up. */
  placeOf(fact: Fact): Place | null;
}

/** What `readTopologyFiles` reads, and where it stands. */
export async function readPlaced(files: readonly string[], stdin?: NodeJS.ReadableStream): Promise<PlacedDeclaration> {
  let length = 0;
  const read = await readFiles(files, stdin, (text) => (length += text.length));
  const declared = merged(read);
  const kept = length > bigFile ? [] : read;
  return {declared, placeOf: (fact) => placeIn(kept, fact)};
}

/**
 * Reads topology files, `-` for standard input, and merges them. Failures (exit 2): `FILE_NOT_FOUND`, `FILE_UNPARSABLE`, `FILE_INVALID`,
 * `DECLARED_TWICE`.
 */
export async function readTopologyFiles(
  files: readonly string[],
  stdin?: NodeJS.ReadableStream,
  onText?: (text: string, file: string) => void,
): Promise<DeclaredTopology> {
  return merged(await readFiles(files, stdin, onText));
}

async function readFiles(
  files: readonly string[],
  stdin?: NodeJS.ReadableStream,
  onText?: (text: string, file: string) => void,
): Promise<readonly DeclaredFile[]> {
  const read: DeclaredFile[][] = [];
  for (const file of files) {
    const text = await readText(file, stdin);
    if (text.length > bigFile) await spareMemory();
    onText?.(text, file);
    read.push(declareText(text, file));
  }
  return read.flat();
}

function merged(files: readonly DeclaredFile[]): DeclaredTopology {
  const {declared, problems, conflicts} = mergeFiles(files);
  if (problems.length > 0) throw fileFailure('FILE_INVALID', [...problems, ...conflicts]);
  if (conflicts.length > 0) throw fileFailure('DECLARED_TWICE', conflicts);
  return declared;
}

const bigFile = 10_000_000;

/**
 * The engine lets a heap double before it looks for what is no longer needed, and goes on filling it while it looks. With a file of
 * this size that is memory which a machine may not have; smaller steps, each to its end, cost hardly any time.
 */
async function spareMemory(): Promise<void> {
  const {setFlagsFromString} = await import('node:v8');
  setFlagsFromString('--heap-growing-percent=30 --no-incremental-marking');
}

function declareText(text: string, file: string): DeclaredFile[] {
  const name = file === '-' ? 'stdin' : file;
  const folder = folderOf(file);
  const format = formatOf(text, file);
  if (format === 'ndjson') return declareLines(parseJsonLines(text, name), name, folder);
  const document = format === 'json' ? parseJson(text, name) : parseYaml(text, name);
  return [declareDocument(document, folder)];
}

function folderOf(file: string): string {
  return file === '-' ? '.' : dirname(file);
}

function declareDocument(document: ParsedDocument, folder: string): DeclaredFile {
  const checked = validateDocument(topologySchema, document);
  const source = sourceOf(document, folder);
  return 'value' in checked ? declareFile(checked.value, source) : nothing(source, checked.problems);
}

type Format = 'yaml' | 'json' | 'ndjson';

/** By the name's ending; standard input by its looks. */
function formatOf(text: string, file: string): Format {
  if (/\.(?:ndjson|jsonl)$/i.test(file)) return 'ndjson';
  if (/\.json$/i.test(file)) return 'json';
  if (file !== '-' || !text.trimStart().startsWith('{')) return 'yaml';
  const [first = '', second = ''] = text.trim().split('\n', 2);
  if (isJson(first) && (second.startsWith('{') || /"kind"/.test(first))) return 'ndjson';
  return isJson(text) ? 'json' : 'yaml';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
