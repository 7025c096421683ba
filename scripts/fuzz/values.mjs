import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {parse} from 'yaml';

const code = (...points) => String.fromCodePoint(...points);
const esc = code(27);

/** What changes a terminal when it is written there as it is. None of it is among what Muster writes itself. */
export const control = [
  `${esc}[5;41mX`,
  `${esc}]0;title${code(7)}`,
  `${esc}[2J`,
  `${esc}c`,
  code(7),
  code(8),
  code(13),
  code(11, 12),
  code(0x7f),
  `${code(0x9b)}31m`,
  code(0x85),
  code(0x202e),
  code(0x2028),
];

/** Words that are nobody's name, number or path. */
export const nasty = [
  ...control.map((text) => `a${text}b`),
  '',
  ' ',
  '-',
  '--',
  '---',
  '-x',
  '--nope',
  '--nope=1',
  '=',
  '=x',
  'x=',
  ',',
  '.',
  '..',
  '*',
  '%s%n',
  '${X}',
  '$(id)',
  '`id`',
  "'",
  '"',
  '\\',
  'a\nb',
  '\n',
  '\ta',
  'null',
  'undefined',
  'true',
  'NaN',
  '0',
  '-1',
  '1.5',
  '1e9',
  '0x10',
  '1_000',
  '99999999999999999999',
  '1000000000',
  'Infinity',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'ünïcode',
  '名前',
  '👩‍👩‍👧',
  'e\u0301',
  '\ufeffa',
  '\ud800',
  'x'.repeat(300),
  'x.'.repeat(200),
  '1'.repeat(400),
];

/** Paths that are written to are all within the folder of the case. */
export const paths = [
  'full',
  'folder',
  'folder/',
  'nowhere/x',
  'plan.json',
  'made.json',
  'made.svg',
  'a.yaml',
  '-',
  'unreadable',
  'loop',
  'muster/muster.db',
  'not-a-store.db',
  'other.db',
  'empty',
  'x'.repeat(300),
  'a\nb',
  `a${esc}]0;x${code(7)}b`,
];

const words = parse(readFileSync(new URL('plausible.yaml', import.meta.url), 'utf8'), {schema: 'failsafe'});
const known = {
  ...Object.fromEntries(Object.entries(words).map(([name, values]) => [name, values.flat()])),
  plan: paths,
  out: paths,
  'from-file': paths,
  file: [...words.file, ...paths],
};

/** Of this name, as people and as nobody would give it. */
export function valueOf(name, options) {
  const plausible = options ?? known[name] ?? known.name;
  return fc.oneof(
    {weight: 16, arbitrary: fc.constantFrom(...plausible)},
    {weight: 3, arbitrary: fc.constantFrom(...nasty)},
    {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 8}).map(harmless)},
    {weight: 1, arbitrary: fc.tuple(fc.constantFrom(...plausible), fc.constantFrom(...control)).map(([text, end]) => text + end)},
  );
}

/** Names what is elsewhere on this machine, or on another, only by chance: not even then. */
function harmless(text) {
  return text.replaceAll('/', '|').replaceAll('..', '.');
}
