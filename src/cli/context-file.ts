import {closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';
import {makeFolder} from '../adapters/files/make-folder.js';
import {readNamedFile, smallBytes} from '../adapters/files/read-file.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {reasonOf} from '../core/domain/file-failures.js';
import {nearestName} from '../core/domain/nearest.js';
import {clusterId, line, objectName, type ValueKind} from '../core/domain/values/kinds.js';
import {wrongValue} from '../core/domain/values/wrong-value.js';

/** What commands are about where neither flag nor variable says it, each with the variable that it stands in for. */
export const contextVariables = {
  store: 'MUSTER_STORE',
  cluster: 'MUSTER_CLUSTER',
  org: 'MUSTER_ORG',
  workspace: 'MUSTER_WORKSPACE',
  env: 'MUSTER_ENV',
} as const;

export type ContextKey = keyof typeof contextVariables;
export const contextKeys = Object.keys(contextVariables) as readonly ContextKey[];
export type ContextValues = Readonly<Partial<Record<ContextKey, string>>>;

const kindOf: Readonly<Record<ContextKey, ValueKind>> = {
  store: {...line, form: 'the address of a store', isUnquoted: true},
  cluster: clusterId,
  org: objectName,
  workspace: objectName,
  env: objectName,
};

export function readContextFile(path: string): ContextValues {
  let text: string;
  try {
    text = readNamedFile(path, smallBytes).toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw broken(path, {problem: reasonOf(error), cause: error});
  }
  return expectValues(path, parsed(path, text));
}

export interface UsableContext {
  readonly values: ContextValues;
  /** What is wrong with the rest; null where all of it can be used. */
  readonly broken: Failure | null;
}

/** For commands that look for what is wrong or mend it: what can be used of the context. */
export function readUsableContext(path: string): UsableContext {
  try {
    return {values: readContextFile(path), broken: null};
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {values: usableValues(path), broken: error};
  }
}

function usableValues(path: string): ContextValues {
  try {
    const said = parsed(path, readNamedFile(path, smallBytes).toString()) as Readonly<Record<string, unknown>>;
    const usable = contextKeys.filter((key) => problemOf(key, said[key]) === null);
    return Object.fromEntries(usable.map((key) => [key, said[key]]));
  } catch {
    return {};
  }
}

/** Where nothing can be written, there may be nothing to look for either. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, {force: true});
  } catch {
    // What stopped the writing is told.
  }
}

/** Whoever reads it meanwhile finds the old file or the new one, whole; its address of a store may hold a password. */
export function writeContextFile(path: string, values: ContextValues): void {
  const beside = `${path}.${process.pid}`;
  try {
    makeFolder(dirname(path), 0o700);
    const file = openSync(beside, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify(inOrder(values), null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (cause) {
    removeQuietly(beside);
    throw new Failure({
      code: 'CONTEXT_UNWRITABLE',
      exit: exitCodes.outside,
      message: `The context ${path} cannot be written: ${(cause as Error).message}.`,
      hint: 'Have MUSTER_CONTEXT name a file that you may write',
      details: {path},
      cause,
    });
  }
}

/** Sets the variables that are not set. */
export function standIn(env: NodeJS.ProcessEnv, values: ContextValues): void {
  for (const key of contextKeys) {
    const value = values[key];
    if (value !== undefined) env[contextVariables[key]] ||= value;
  }
}

export function expectContextKey(key: string): ContextKey {
  const known = contextKeys.find((candidate) => candidate === key);
  if (known) return known;
  const nearest = nearestName(key, contextKeys);
  throw new Failure({
    code: 'CONTEXT_KEY_UNKNOWN',
    exit: exitCodes.usage,
    message: `The context has no ${JSON.stringify(key)}.`,
    hint: nearest === null ? `It has ${contextKeys.join(', ')}` : `Did you mean ${nearest}?`,
    details: {key, nearest, known: contextKeys},
  });
}

function parsed(path: string, text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw broken(path, {problem: text.trim() === '' ? 'it is blank' : (cause as Error).message, cause});
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw broken(path, {problem: 'it is no object'});
}

function expectValues(path: string, values: object): ContextValues {
  for (const [key, value] of Object.entries(values)) {
    if (!(contextKeys as readonly string[]).includes(key)) {
      const nearest = nearestName(key, contextKeys);
      throw broken(path, {
        key,
        problem: `it has no key ${JSON.stringify(key)}${nearest === null ? '' : `; did you mean ${nearest}?`}`,
      });
    }
    const problem = problemOf(key as ContextKey, value);
    if (problem !== null) throw broken(path, {key, problem});
  }
  return values as ContextValues;
}

function problemOf(key: ContextKey, value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return `${key} is no text`;
  const read = kindOf[key].read(value);
  return 'ok' in read ? null : `${key} must be ${wrongValue(kindOf[key], value, read.problem)}`;
}

interface Problem {
  readonly problem: string;
  readonly key?: string;
  readonly cause?: unknown;
}

function broken(path: string, {problem, key, cause}: Problem): Failure {
  return new Failure({
    code: 'CONTEXT_BROKEN',
    exit: exitCodes.usage,
    subject: `context ${path}`,
    message: `The context ${path} cannot be used: ${problem}.`,
    hint: 'Correct the file, or remove it: it holds choices and nothing else',
    details: {path, key: key ?? null, problem},
    cause,
  });
}

function inOrder(values: ContextValues): ContextValues {
  return Object.fromEntries(contextKeys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
}
