import {quoted} from '../quoted.js';
import type {Read} from './read.js';

const unitMs: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};

/** Of usual durations, for editors. */
export const durationPattern = /^\d+(?:\.\d+)?(?:ms|s|m|h|d)?$/;
/** Timers of Node end at 2^31 milliseconds and fire at once beyond. */
const longestMs = 24 * 86_400_000;

/** `300ms`, `5s`, `1.5m`, `1h`, `7d`, or a number of seconds: in whole milliseconds, 24 days at most. */
export function readDuration(text: string): Read<number> {
  const [, amount, unit = 's'] = /^(\d{1,15}(?:\.\d{1,9})?)(ms|s|m|h|d)?$/.exec(text.trim()) ?? [];
  if (amount === undefined) return {problem: `${quoted(text)} is not a number with ms, s, m, h or d behind it`};
  const ms = Number(amount) * unitMs[unit]!;
  if (ms > longestMs) return {problem: `${quoted(text)} is longer than 24d`};
  return Number.isInteger(ms) ? {ok: ms} : {problem: `${quoted(text)} is not a whole number of milliseconds`};
}

/** The greatest unit that says it in a whole number. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0';
  const unit = ['h', 'm', 's', 'ms'].find((name) => ms % unitMs[name]! === 0) ?? 'ms';
  return `${ms / unitMs[unit]!}${unit}`;
}
