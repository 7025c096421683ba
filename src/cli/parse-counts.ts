import {exitCodes, Failure} from '../core/domain/errors.js';
import {parsePairs} from './parse-pairs.js';

/** `NAME=N` texts as whole numbers by name. */
export function parseCounts(texts: readonly string[], flag: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(parsePairs(texts, {what: flag, form: 'ROLE=N', example: `${flag} slave=3`})).map(([name, text]) => {
      if (/^\d+$/.test(text)) return [name, Number(text)];
      throw new Failure({
        code: 'VALUE_INVALID',
        exit: exitCodes.usage,
        subject: flag,
        details: {flag, value: `${name}=${text}`},
        message: `${flag} ${name}=${text} is not a whole number.`,
        hint: `Write it like ${flag} ${name || 'slave'}=3`,
      });
    }),
  );
}
