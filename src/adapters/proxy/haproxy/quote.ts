import {exitCodes, Failure} from '../../../core/domain/errors.js';

/** One word of HAProxy's configuration language. Failure: `VALUE_INVALID` for a control character, which that language cannot say. */
export function quote(text: string): string {
  if (/[\x00-\x1f\x7f]/.test(text)) throw unspeakable(text);
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Rules refuse such values; another program, or an older one, may have stored it all the same. */
function unspeakable(text: string): Failure {
  return new Failure({
    code: 'VALUE_INVALID',
    exit: exitCodes.violation,
    message: `The balancer cannot be told ${JSON.stringify(text)}: it holds a control character.`,
    hint: 'Find it with `muster topology export`, and give the address, path or health check another value',
    details: {value: text},
  });
}
