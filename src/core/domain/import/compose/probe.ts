import {inside, isRecord, leftOut, placeAt, scalarText, wholeNumber, type At} from './at.js';
import {parseSpan} from './durations.js';
import type {Reading, Remark} from '../findings.js';
import type {Probe} from './service.js';
import {shellCommands} from './shell-words.js';

const known = ['test', 'interval', 'timeout', 'retries', 'start_period', 'start_interval', 'disable'];

/** `healthcheck:` of a service. */
export function readProbe(value: unknown, at: At): Reading<Probe | null> {
  if (!isRecord(value)) return {value: null, notTaken: [leftOut(at, 'is not a map')]};
  const span = (key: string) => parseSpan(scalarText(value[key]) ?? '');
  const wrong = ['interval', 'timeout', 'start_period'].filter((key) => value[key] !== undefined && span(key) === null);
  const strange = Object.keys(value).filter((key) => !known.includes(key));
  const notTaken: Remark[] = [
    ...wrong.map((key) => leftOut(inside(at, key), 'is not a duration')),
    ...strange.map((key) => leftOut(inside(at, key), 'is not known of a health check')),
    ...(value['start_interval'] === undefined
      ? []
      : [leftOut(inside(at, 'start_interval'), 'the interval of the recipe counts from the start')]),
  ];
  return {
    notTaken,
    value: {
      test: value['disable'] === true ? ['NONE'] : testOf(value['test']),
      asked: null,
      intervalMs: span('interval'),
      timeoutMs: span('timeout'),
      startPeriodMs: span('start_period'),
      retries: wholeNumber(value['retries']),
      place: value['test'] === undefined ? placeAt(at) : placeAt(inside(at, 'test')),
    },
  };
}

function testOf(value: unknown): readonly string[] | null {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((item) => scalarText(item) ?? '');
  const text = scalarText(value);
  return text === null ? null : ['CMD-SHELL', text];
}

/** The shell line of a probe; null when it runs no shell. */
export function shellLine(test: readonly string[]): string | null {
  if (test[0] === 'CMD-SHELL') return test.slice(1).join(' ');
  return test[0] === 'CMD' && /(?:^|\/)(?:ba|da|a)?sh$/.test(test[1] ?? '') && test[2] === '-c' ? (test[3] ?? '') : null;
}

/** Programs that end well whatever they read. */
const filters = new Set([
  'awk',
  'gawk',
  'mawk',
  'sed',
  'cat',
  'tee',
  'head',
  'tail',
  'sort',
  'uniq',
  'tr',
  'cut',
  'wc',
  'nl',
  'rev',
  'tac',
  'fold',
]);
const always = new Set(['true', ':', 'echo', 'printf']);

/** Why the probe is healthy whatever happens; null when it can fail. */
export function neverFails(test: readonly string[]): string | null {
  const line = shellLine(test);
  if (line === null) return test[0] === 'CMD' && always.has(test[1] ?? '') ? `${test[1]} always succeeds` : null;
  const last = shellCommands(line).at(-1);
  const [program = '', ...args] = last?.words ?? [];
  if (!last || last.after === '&&' || last.after === '&') return null;
  if (last.after === '|') {
    if (!filters.has(program) || /\bpipefail\b/.test(line) || args.some((word) => /\bexit\b/.test(word))) return null;
    return `its last command is ${program}, which succeeds whatever it is given`;
  }
  const succeeds = always.has(program) || (program === 'exit' && (args[0] ?? '0') === '0');
  if (!succeeds) return null;
  return last.after === null
    ? `${program} always succeeds`
    : `it ends in ${last.after} ${[program, ...(program === 'exit' ? args : [])].join(' ')}`;
}
