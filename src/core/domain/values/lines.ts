import {quoted} from '../quoted.js';
import type {Read} from './read.js';

/** A text for people on one line, without what could not be seen in it. */
export function readLine(text: string, longest: number): Read {
  if (text.trim() === '') return {problem: 'it is empty'};
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return {problem: `${quoted(text)} has a character in it that cannot be seen`};
  const length = [...text].length;
  return length > longest ? {problem: `it has ${length} characters, and at most ${longest} are kept`} : {ok: text};
}

/** A word of letters, digits and some signs, which stand at neither end. */
export function wordReader(signs: string, longest: number): (text: string) => Read {
  const word = new RegExp(`^[A-Za-z0-9](?:[A-Za-z0-9${signs}]*[A-Za-z0-9])?$`);
  return (text) => {
    if (text === '') return {problem: 'it is empty'};
    if (text.length > longest) return {problem: `it has ${text.length} characters, and at most ${longest} are kept`};
    return word.test(text) ? {ok: text} : {problem: `${quoted(text)} has another character in it, or a sign at its ends`};
  };
}
