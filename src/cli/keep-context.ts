import type {Failure} from '../core/domain/errors.js';
import {unknownName} from '../core/domain/expect.js';
import type {RemovalOptions} from '../core/use-cases/absent.js';
import {
  contextKeys,
  readContextFile,
  readUsableContext,
  writeContextFile,
  type ContextKey,
  type ContextValues,
} from './context-file.js';

export interface KeptContext {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly path: string;
  readonly context: ContextValues;
}

export interface MendedContext extends KeptContext {
  /** What could not be used of the file as it was, and is gone from it. */
  readonly broken: Failure | null;
}

/** Null takes a value away. */
export type ContextEdit = Readonly<Partial<Record<ContextKey, string | null>>>;

/** A context that chose a cluster by the id that it had chooses it by the id that it has. */
export function followRename(
  path: string,
  {
    renamedFrom,
    cluster,
    dryRun,
  }: {readonly renamedFrom: string | null; readonly cluster: {readonly id: string}; readonly dryRun: boolean},
): void {
  if (renamedFrom !== null && readContextFile(path).cluster === renamedFrom) keepContext(path, {cluster: cluster.id}, {dryRun});
}

/** Takes choices away. One that is not kept is refused as any name is that is not there; of a broken context nobody knows what it kept. */
export function forgetContext(path: string, keys: readonly string[], {dryRun, missingOk = false}: RemovalOptions): MendedContext {
  const {values, broken} = readUsableContext(path);
  const known = Object.keys(values);
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown !== undefined && !missingOk && broken === null)
    throw unknownName({kind: 'context key', name: unknown, known, list: 'muster context show shows all'});
  return keepContext(path, Object.fromEntries(keys.map((key) => [key, null])), {dryRun});
}

/** Keeps choices in the context; what is not named stays, but for what cannot be used. */
export function keepContext(path: string, edit: ContextEdit, {dryRun}: {readonly dryRun: boolean}): MendedContext {
  const {values: before, broken} = readUsableContext(path);
  const after = Object.fromEntries(
    contextKeys.flatMap((key) => {
      const value = edit[key] === undefined ? before[key] : edit[key];
      return value === undefined || value === null ? [] : [[key, value]];
    }),
  ) as ContextValues;
  const changed = broken !== null || contextKeys.some((key) => before[key] !== after[key]);
  if (changed && !dryRun) writeContextFile(path, after);
  return {changed, dryRun, path, context: after, broken};
}
