import type {Definition, Definitions} from './meaning.js';

/** A command line as far as it is typed, read as the parser will read it. */
export interface TypedLine {
  readonly positionals: readonly string[];
  /** Values by flag; a boolean has none. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** The flag whose value comes next. */
  readonly open: string | null;
  /** The flag that takes every word until the next flag. */
  readonly greedy: string | null;
  /** Whether flags are over: `--` was typed. */
  readonly ended: boolean;
}

export function readTyped(words: readonly string[], flags: Definitions): TypedLine {
  const positionals: string[] = [];
  const given = new Map<string, string[]>();
  let open: string | null = null;
  let greedy: string | null = null;
  let ended = false;
  for (const word of words) {
    if (ended) positionals.push(word);
    else if (open !== null) {
      given.get(open)?.push(word);
      open = null;
    } else if (word === '--') ended = true;
    else if (word.startsWith('-') && word !== '-') {
      const {name, value, definition} = readFlag(word, flags);
      if (name === null) continue;
      const values = given.get(name) ?? [];
      given.set(name, values);
      if (definition?.type === 'boolean') continue;
      if (value === null) open = name;
      else values.push(value);
      greedy = definition?.multiple && !definition.multipleNonGreedy ? name : null;
    } else if (greedy !== null) given.get(greedy)?.push(word);
    else positionals.push(word);
  }
  return {positionals, flags: given, open, greedy: ended ? null : greedy, ended};
}

interface ReadFlag {
  readonly name: string | null;
  readonly value: string | null;
  readonly definition: Definition | null;
}

const unknown: ReadFlag = {name: null, value: null, definition: null};

/** `--env=prod`, `--no-input`, `-e`, `-eprod`, `-e=prod`. */
function readFlag(word: string, flags: Definitions): ReadFlag {
  const long = /^--([^=]+)(?:=(.*))?$/s.exec(word);
  if (long) {
    const name = nameOf(long[1] as string, flags);
    return name === null ? unknown : {name, value: long[2] ?? null, definition: flags[name] ?? null};
  }
  const found = Object.entries(flags).find(([, {char}]) => char !== undefined && char === word[1]);
  if (!found) return unknown;
  const rest = word.slice(2).replace(/^=/, '');
  return {name: found[0], value: rest === '' ? null : rest, definition: found[1]};
}

function nameOf(typed: string, flags: Definitions): string | null {
  if (Object.hasOwn(flags, typed)) return typed;
  const positive = typed.replace(/^no-/, '');
  return flags[positive]?.allowNo ? positive : null;
}
