import type {DeclaredApp, DeclaredEnv, DeclaredNode} from '../../core/domain/declaration.js';
import type {FileProblem} from '../yaml/file-problem.js';
import type {Path} from '../yaml/parsed-document.js';

/** What one file declares, and where it says so. */
export interface DeclaredFile {
  readonly org: Sourced<string> | null;
  readonly groups: readonly string[];
  readonly workspaces: readonly string[];
  readonly nodes: readonly DeclaredNode[];
  readonly apps: readonly Sourced<DeclaredApp>[];
  readonly envs: readonly DeclaredEnv[];
  readonly problems: readonly FileProblem[];
}

export interface Sourced<T> {
  readonly value: T;
  /** Makes a problem of a message, at the place where the value stands. */
  readonly problem: (message: string) => FileProblem;
}

/** Where a file's parts stand, so that a fault can be told with its line. */
export interface Source {
  readonly folder: string;
  problem(path: Path, message: string): FileProblem;
  written(path: Path): string;
}

export const nothing: DeclaredFile = {org: null, groups: [], workspaces: [], nodes: [], apps: [], envs: [], problems: []};
