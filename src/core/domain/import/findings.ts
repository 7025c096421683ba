import type {Place} from './source.js';

/** Something of a hand-made file that was left out or guessed, and why. */
export interface Remark extends Place {
  readonly reason: string;
}

/** A known mistake that was seen in a hand-made file. */
export interface Mistake extends Place {
  readonly code: string;
  /** One sentence. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** A secret that must be set before the import can run; its value stays where it was. */
export interface WantedSecret {
  readonly name: string;
  /** Null: for every app of the environment. */
  readonly app: string | null;
  /** Where its value is, or was to be. */
  readonly places: readonly Place[];
  readonly command: string;
}

/** What a reader makes of a part of a file, and what it leaves out: nothing of the part is in neither. */
export interface Reading<T> {
  readonly value: T;
  readonly notTaken: readonly Remark[];
}

export function remark({file, line, key}: Place, reason: string): Remark {
  return {file, line, key, reason};
}

/** Order of the files as they were given, what they lead to last, then of lines. */
export function comparePlaces(files: readonly string[], a: Place, b: Place): number {
  const rank = ({file}: Place) => (files.includes(file) ? files.indexOf(file) : files.length);
  return rank(a) - rank(b) || a.line - b.line;
}
