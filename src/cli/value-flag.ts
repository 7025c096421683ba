import {exitCodes, Failure} from '../core/domain/errors.js';
import {quoted} from '../core/domain/quoted.js';
import type {ValueKind} from '../core/domain/values/kinds.js';

/** The value in its one spelling; `flag` is what people typed it for. */
export function expectValue(kind: ValueKind, text: string, flag: string): string {
  const read = kind.read(text);
  if ('ok' in read) return read.ok;
  throw new Failure({
    code: 'VALUE_INVALID',
    exit: exitCodes.usage,
    subject: flag,
    details: {flag, value: text, problem: read.problem},
    message: `${flag} must be ${kind.form}, not ${quoted(text)}: ${read.problem}.`,
    hint: `Write it like ${flag} ${kind.example}`,
  });
}

/** The `parse` of a flag with such a value. */
export function valueParser(kind: ValueKind, flag: string): (text: string) => Promise<string> {
  return async (text) => expectValue(kind, text, flag);
}
