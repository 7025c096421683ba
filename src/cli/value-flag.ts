import {exitCodes, Failure} from '../core/domain/errors.js';
import type {ValueKind} from '../core/domain/values/kinds.js';
import {wrongValue} from '../core/domain/values/wrong-value.js';

export interface TypedFor {
  readonly flag: string;
  /** Where the value is a part of what is typed for the flag. */
  readonly part?: string;
  /** How the whole looks, where it is not the flag with the value. */
  readonly example?: string;
}

/** The value in the one way in which it is kept; the failure names the flag that people typed it for. */
export function expectValue<T>(kind: ValueKind<T>, text: string, typed: string | TypedFor): T {
  const read = kind.read(text);
  if ('ok' in read) return read.ok;
  const {flag, part, example}: TypedFor = typeof typed === 'string' ? {flag: typed} : typed;
  throw new Failure({
    code: kind.code ?? 'VALUE_INVALID',
    exit: exitCodes.usage,
    subject: flag,
    details: {flag, ...(kind.isUnquoted ? {} : {value: text}), problem: read.problem},
    message: `${flag}${part ? ` ${part}` : ''} must be ${wrongValue(kind, text, read.problem)}.`,
    hint: `Write it like ${example ?? `${flag} ${kind.example}`}`,
  });
}

/** The `parse` of a flag with such a value. */
export function valueParser<T>(kind: ValueKind<T>, typed: string | TypedFor): (text: string) => Promise<T> {
  return async (text) => expectValue(kind, text, typed);
}

/** Of a number; whether a whole one is in its range is for a rule to say, with all other violations. */
export function numberParser(kind: ValueKind<number>, flag: string): (text: string) => Promise<number> {
  return async (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : expectValue(kind, text, flag));
}
