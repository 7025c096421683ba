import {quoted} from '../quoted.js';
import type {Read} from './read.js';

const longest = 256;

/** The name of a variable: apps with names in dots and dashes exist, those with others do not. */
export function readVariable(text: string): Read {
  if (text.length > longest) return {problem: `it has ${text.length} characters, and a variable has at most ${longest}`};
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text) && text !== '__proto__') return {ok: text};
  if (text === '') return {problem: 'it is empty'};
  if (/^\d/.test(text)) return {problem: `${quoted(text)} begins with a digit`};
  const usual = text
    .trim()
    .replaceAll(/[\s-]+/g, '_')
    .toUpperCase();
  const meant = /^[A-Z_][A-Z0-9_.]*$/.test(usual) && /[\s-]/.test(text) ? `; ${usual} would be one` : '';
  return {problem: `${quoted(text)} cannot be the name of a variable${meant}`};
}

/** A secret is known by the name of the variable that it fills, in lower case and with dashes. */
export function readSecretName(text: string): Read {
  const name = text.toLowerCase().replaceAll('_', '-');
  if (/^[a-z0-9](?:[a-z0-9.-]{0,126}[a-z0-9])?$/.test(name)) return {ok: name};
  if (text === '') return {problem: 'it is empty'};
  if (text.length > 128) return {problem: `it has ${text.length} characters, and the name of a secret has at most 128`};
  return {problem: `${quoted(text)} has something else than letters, digits, _, - and . in it, or at its ends`};
}
