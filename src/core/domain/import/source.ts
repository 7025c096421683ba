/** Keys and indexes from the top of a file. */
export type SourcePath = readonly (string | number)[];

/** Where something stands in a hand-made file. Lines count from 1; the key reads as a person would name the place. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly key: string;
}

/** A variable of an environment file. */
export interface FileVariable {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

/** A compose file, its variables filled in. */
export interface ComposeSource {
  readonly kind: 'compose';
  readonly file: string;
  readonly value: unknown;
  lineOf(path: SourcePath): number;
  /** Variables without a value, by `pathKey` of the text that wants them. */
  readonly unset: ReadonlyMap<string, string>;
  /** Texts that a variable was filled into, by `pathKey`. */
  readonly filled: ReadonlySet<string>;
  /** Names in the `.env` beside the file that nothing in the file uses. */
  readonly unused: readonly Omit<FileVariable, 'value'>[];
  /** What `env_file` leads to, by the name that is written there; null when it cannot be read. */
  readonly envFiles: ReadonlyMap<string, readonly FileVariable[] | null>;
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

/** One text for a path: JSON keeps `a.b` apart from `a`, `b`. */
export function pathKey(path: SourcePath): string {
  return JSON.stringify(path);
}
