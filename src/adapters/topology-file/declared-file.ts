import type {DeclaredApp, DeclaredEnv, DeclaredNode} from '../../core/domain/declaration.js';
import type {FileProblem} from '../yaml/file-problem.js';
import type {Path} from '../yaml/parsed-document.js';
import type {Fact, Place} from './places.js';

/** What one file, or one line of NDJSON, declares, and where it says so. */
export interface DeclaredFile {
  readonly source: Source;
  /** Null where it names none. */
  readonly org: string | null;
  readonly groups: readonly string[];
  readonly workspaces: readonly string[];
  readonly nodes: readonly DeclaredNode[];
  readonly apps: readonly AppMention[];
  readonly envs: readonly DeclaredEnv[];
  readonly problems: readonly FileProblem[];
}

/** An app is named by each environment that it is deployed to, or by itself. */
export interface AppMention {
  readonly app: DeclaredApp;
  /** Where it is named: under what, and how. */
  readonly path: Path;
  readonly name: string;
}

/** Where a file's parts stand, so that a fault can be told with its line. */
export interface Source {
  readonly folder: string;
  problem(path: Path, message: string): FileProblem;
  written(path: Path): string;
  /** `FILE:LINE` of what stands at the path. */
  at(path: Path): string;
  /** Where the fact is said, or what is nearest to it. */
  placeOf(fact: Fact): Place;
}

/** A part of a file, and where it stands. */
export interface InFile {
  readonly path: Path;
  readonly source: Source;
}

export function nothing(source: Source, problems: readonly FileProblem[] = []): DeclaredFile {
  return {source, org: null, groups: [], workspaces: [], nodes: [], apps: [], envs: [], problems};
}
