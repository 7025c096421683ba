import {parseServiceUrl, servicePorts} from '../service-url.js';
import type {Read} from './read.js';

/** Kept as it is written. What makes it wrong may be a password, so that no problem repeats it. */
export function readServiceUrl(text: string): Read {
  if (/[\s\p{C}]/u.test(text)) return {problem: 'it has a space or a character in it that cannot be seen'};
  const url = parseServiceUrl(text);
  if (url?.hasPassword || /:\/\/[^/@]*:.*@/.test(text)) return {problem: 'it carries a password, which belongs into a secret'};
  if (url) return {ok: text};
  if (!/^[a-z][a-z0-9+.-]*:\/\/./i.test(text)) return {problem: 'it is not SCHEME://HOST:PORT'};
  const known = Object.keys(servicePorts).join(', ');
  return {problem: `it has no host, or no port where the scheme is none of ${known}`};
}
