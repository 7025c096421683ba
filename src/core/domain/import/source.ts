/** Keys and indexes from the top of a file. */
export type SourcePath = readonly (string | number)[];

/** Where something stands in a hand-made file. Lines count from 1; the key reads as a person would name the place. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly key: string;
}

/** What a file says at a place, before Compose reads it. */
export interface Written extends Omit<Place, 'key'> {
  /** Of a single value, its variables not filled in; null for a map or a list. */
  readonly text: string | null;
}

/** The files of one compose project, as Compose reads them. */
export interface ComposeSource {
  readonly kind: 'compose';
  /** In the order in which each goes before those before it. */
  readonly files: readonly string[];
  /** The model of Compose, or the body of one service where the file is nothing more. */
  readonly value: unknown;
  readonly isPart: boolean;
  /** Where the part of the model is written; null when Compose added it. */
  writtenAt(path: SourcePath): Written | null;
  /** The same, or the nearest thing around it. */
  nearest(path: SourcePath): Omit<Place, 'key'>;
  /** Variables that have no value anywhere, which Compose takes as empty. */
  readonly unset: ReadonlySet<string>;
  /** Each value that names one of them, and the first that names one that only the shell has. */
  readonly variables: readonly UsedVariable[];
  /** What Compose has against the services, and would not run them for. */
  readonly complaints: readonly (Place & {readonly reason: string})[];
  /** Names in the `.env` beside the file that nothing in the files uses. */
  readonly unused: readonly {readonly name: string; readonly place: Place}[];
}

export interface UsedVariable extends Place {
  readonly name: string;
  readonly from: 'shell' | 'nowhere';
}

/** `name args… ;` or `name args… { block }`; a block of another language is an empty one. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly line: number;
  readonly block: readonly Directive[] | null;
}

export interface NginxSource {
  readonly kind: 'nginx';
  readonly file: string;
  readonly directives: readonly Directive[];
}

export type ImportSource = ComposeSource | NginxSource;
