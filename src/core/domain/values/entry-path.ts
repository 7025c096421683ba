import {quoted} from '../quoted.js';
import type {Read} from './read.js';

const longest = 2000;

/** The beginning of the paths that lead to an app, as a balancer compares it. */
export function readEntryPath(text: string): Read {
  if (text.length > longest) return {problem: `it has ${text.length} characters, and at most ${longest} are kept`};
  if (!text.startsWith('/')) return {problem: `${quoted(text)} does not start with /`};
  if (/[?#]/.test(text)) return {problem: `${quoted(text)} has a query or a fragment, and an entry has none`};
  return /[\s"'\\\p{C}]/u.test(text) ? {problem: `${quoted(text)} contains a character that no path has`} : {ok: text};
}
