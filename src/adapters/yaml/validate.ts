import {didYouMean, nearestName} from '../../core/domain/nearest.js';
import {acceptsOf} from './accepts.js';
import type {FileProblem} from './file-problem.js';
import {keyOf, type ParsedDocument, type Path} from './parsed-document.js';
import {keysAt, type AnySchema} from './schema-keys.js';
import {lookup} from '../../core/domain/lookup.js';

/** The part of zod's issues that is looked at. */
interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly Issue[])[];
  readonly expected?: string;
  /** Of a key: what is wrong with it. */
  readonly issues?: readonly Issue[];
  /** Of checks of our own: whether the message names the value itself. */
  readonly params?: {readonly isWhole?: boolean};
}

export type Validation<T> = {readonly value: T} | {readonly problems: readonly FileProblem[]};

/** The document as the schema types it, or everything that is wrong with it. */
export function validateDocument<T>(schema: AnySchema<T>, document: ParsedDocument): Validation<T> {
  if (acceptsOf(schema)(document.value)) return {value: document.value as T};
  const result = schema.safeParse(document.value);
  if (result.success) {
    const lost = lostKeys(document.value, []).map((path) => lostProblem(document, path));
    return lost.length > 0 ? {problems: lost} : {value: result.data};
  }
  const issues = result.error.issues.flatMap((issue) => flattenUnion(issue as Issue, []));
  return {problems: withoutEchoes(issues.flatMap((issue) => problemsOf(issue, schema, document)))};
}

/** Where the one key stands that the schema library drops without a word. */
function lostKeys(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return key === '__proto__' ? [at] : lostKeys((value as Readonly<Record<string, unknown>>)[key], at);
  });
}

function lostProblem(document: ParsedDocument, path: Path): FileProblem {
  const key = keyOf(path);
  return {file: document.file, ...document.locate(path), key, message: `${key} is a name that nothing can have`, nearest: null};
}

/** A required key that is only misspelled is not told as missing too. */
function withoutEchoes(problems: readonly FileProblem[]): FileProblem[] {
  const meant = new Set(problems.filter((it) => it.nearest !== null).map((it) => it.key.replace(/[^.]*$/, it.nearest!)));
  return problems.filter((it) => !(meant.has(it.key) && it.message.endsWith(' is missing')));
}

/** Of a union's branches the one that got furthest tells what is wrong. */
function flattenUnion(issue: Issue, prefix: readonly PropertyKey[]): Issue[] {
  const path = [...prefix, ...issue.path];
  const branches = issue.errors ?? [];
  if (issue.code !== 'invalid_union' || branches.length === 0) return [{...issue, path}];
  const [best] = branches.filter((branch) => !branch.some(isWrongType)).sort((a, b) => strangeKeys(a) - strangeKeys(b));
  if (best) return best.flatMap((inner) => flattenUnion(inner, path));
  return [{code: 'invalid_type', path, message: issue.message, expected: [...new Set(expectedTypes(issue))].join(' or ')}];
}

/** The whole value is of another type than the branch is for. */
function isWrongType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  return (
    issue.code === 'invalid_type' ||
    (issue.code === 'invalid_union' && (issue.errors ?? []).every((branch) => branch.some(isWrongType)))
  );
}

function strangeKeys(branch: readonly Issue[]): number {
  return branch.reduce((count, issue) => count + (issue.keys?.length ?? 0), 0);
}

function expectedTypes(issue: Issue): string[] {
  return issue.errors?.flatMap((branch) => branch.flatMap(expectedTypes)) ?? (issue.expected ? [issue.expected] : []);
}

function problemsOf(issue: Issue, schema: AnySchema, document: ParsedDocument): FileProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') return (issue.keys ?? []).map((key) => unknownKey([...path, key], schema, document));
  if (issue.code === 'invalid_key') return (issue.issues ?? []).map((of) => wrongKey(path, of, document));
  return [problemAt(document, path, describe(issue, valueAt(document.value, path)))];
}

function wrongKey(path: Path, issue: Issue, document: ParsedDocument): FileProblem {
  const told = issue.params?.isWhole ? issue.message : `${issue.message}, not ${shown(path.at(-1))}`;
  const message = `a key of ${keyOf(path.slice(0, -1))} ${told}`;
  return {file: document.file, ...document.locate(path), key: keyOf(path), message, nearest: null};
}

export function problemAt(document: ParsedDocument, path: Path, message: string): FileProblem {
  const key = keyOf(path);
  return {
    file: document.file,
    ...document.locate(path),
    key,
    message: `${key === '' ? 'the file' : key} ${message}`,
    nearest: null,
  };
}

function unknownKey(path: Path, schema: AnySchema, document: ParsedDocument): FileProblem {
  const word = String(path.at(-1));
  const known = keysAt(schema, path.slice(0, -1));
  const nearest = nearestName(word, known);
  const hint = didYouMean(nearest) || `; known here: ${known.join(', ')}`;
  return {file: document.file, ...document.locate(path), key: keyOf(path), message: `unknown key "${word}"${hint}`, nearest};
}

function describe(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_type') {
    if (value === undefined) return 'is missing';
    return value === null
      ? `has no value, and must be ${article(issue.expected)}`
      : `must be ${article(issue.expected)}, not ${shown(value)}`;
  }
  if (issue.params?.isWhole) return issue.message;
  return issue.code === 'custom' || issue.code === 'invalid_format' || issue.code === 'invalid_value'
    ? `${issue.message}, not ${shown(value)}`
    : `${issue.message} (it is ${shown(value)})`;
}

const wordsOfTypes: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function article(expected: string | undefined): string {
  return (expected ?? 'something else')
    .split(' or ')
    .map((type) => lookup(wordsOfTypes, type) ?? type)
    .join(' or ');
}

function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' && value !== null ? 'a map' : JSON.stringify(value);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<string | number, unknown> | null | undefined)?.[part], value);
}
