import type {NameKind} from '../core/use-cases/list-names.js';

export type NewNameKind = 'org' | 'group' | 'workspace' | 'node' | 'env' | 'app' | 'service' | 'entry';

/** What the text of a flag or an argument stands for. Questions and completion go by it; the parser does not know it. */
export interface Meaning {
  /** Name of an object that there is. */
  readonly names?: NameKind;
  /** Name of an object that is made. */
  readonly newName?: NewNameKind;
  /** Whether something may be named that there is not yet. */
  readonly open?: true;
  /** All it can be, where the command itself refuses the rest. */
  readonly choices?: readonly string[];
  /** Path of a file, or a path as well. */
  readonly files?: true;
  /** Columns of the list that it is about. */
  readonly columnNames?: readonly string[];
  /** What follows each of them. */
  readonly ending?: '=';
}

/** Spread into a definition, whose own type takes anything. */
export function means(meaning: Meaning): Meaning {
  return meaning;
}

/** A flag or an argument as questions and completion see it. */
export interface Definition extends Meaning {
  readonly type?: 'boolean' | 'option';
  readonly char?: string;
  readonly description?: string;
  readonly env?: string;
  readonly helpValue?: string | readonly string[];
  readonly hidden?: boolean;
  readonly required?: boolean;
  readonly multiple?: boolean;
  readonly multipleNonGreedy?: boolean;
  readonly allowNo?: boolean;
  readonly options?: readonly string[];
  readonly parse?: (text: string, context: never, definition: never) => Promise<unknown>;
}

export type Definitions = Readonly<Record<string, Definition>>;
