import {quoted} from '../quoted.js';
import {formatMemory, parseMemory} from '../capacity.js';
import type {Read} from './read.js';

/** The least and the most of each. */
export const weightRange = [0, 256] as const;
export const heartbeatRange = [5, 86_400] as const;

const mostCores = 10_000;
const mostMib = 1024 * 1024 * 1024;

export function readMemory(text: string): Read<number> {
  const mib = parseMemory(text);
  if (mib === null) return {problem: `${quoted(text)} is not a number with MiB, GiB or TiB behind it that makes whole MiB`};
  return mib > mostMib ? {problem: `${quoted(text)} is more than ${formatMemory(mostMib)}`} : {ok: mib};
}

export function readCores(text: string): Read<number> {
  const cores = /^\d{1,9}(?:\.\d{1,9})?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isNaN(cores)) return {problem: `${quoted(text)} is not a number`};
  return cores > 0 && cores <= mostCores ? {ok: cores} : {problem: `${quoted(text)} is not more than 0 and at most ${mostCores}`};
}

/** A whole number between two others, both of which it may be. */
export function readCount(text: string, [least, most]: readonly [number, number]): Read<number> {
  if (!/^\d{1,15}$/.test(text)) return {problem: 'it is no whole number'};
  const number = Number(text);
  return number >= least && number <= most ? {ok: number} : {problem: 'it is out of that range'};
}
