import type {Failure} from '../core/domain/errors.js';
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

/** Keeps choices in the context; what is not named stays, but for what cannot be used. */
export function keepContext(
  path: string,
  edit: ContextEdit,
  {dryRun}: {readonly dryRun: boolean},
): KeptContext & {
  /** What could not be used of the file as it was, and is gone from it. */
  readonly broken: Failure | null;
} {
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
