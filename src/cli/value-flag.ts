import {exitCodes, Failure} from '../core/domain/errors.js';
import {quoted} from '../core/domain/quoted.js';
import type {ValueKind} from '../core/domain/values/kinds.js';

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
    details: {flag, value: text, problem: read.problem},
    message: `${flag}${part ? ` ${part}` : ''} must be ${kind.form}, not ${quoted(text)}: ${read.problem}.`,
    hint: `Write it like ${example ?? `${flag} ${kind.example}`}`,
  });
}

/** The `parse` of a flag with such a value. */
export function valueParser<T>(kind: ValueKind<T>, typed: string | TypedFor): (text: string) => Promise<T> {
  return async (text) => expectValue(kind, text, typed);
}
