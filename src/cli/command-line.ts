import type {Installed} from './run-command.js';
import {outputFormats} from './output-format.js';
import {lookup} from '../core/domain/lookup.js';

type Commands = Installed['commands'];

/** Flags that every command has, as far as they may stand before it; `true` where a value follows. */
const everywhere: Readonly<Record<string, boolean>> = {
  '--output': true,
  '--store': true,
  '--cluster': true,
  '--json': false,
  '--no-color': false,
  '--no-input': false,
  '--quiet': false,
  '-q': false,
  '--verbose': false,
  '-v': false,
};

/** Verbs that mean the same. A noun has one of each. */
const synonyms: readonly (readonly string[])[] = [
  ['remove', 'delete', 'rm', 'unset'],
  ['list', 'ls'],
];

/** The line as people type it, in the one form that commands and parser know: flags of every command behind its name, known verbs, `--output`. */
export function settleLine(typed: readonly string[], commands: Commands): readonly string[] {
  const end = typed.indexOf('--');
  const own = withOutput(withHelpFirst(withFlagsBehind(end < 0 ? typed : typed.slice(0, end), commands)));
  const line = withKnownVerb(own[0] === '-V' ? ['--version', ...own.slice(1)] : own, commands);
  return end < 0 ? line : [...line, ...typed.slice(end)];
}

/** `muster --json node list`. */
function withFlagsBehind(argv: readonly string[], commands: Commands): readonly string[] {
  let at = 0;
  while (at < argv.length) {
    const isShortOutput = argv[at] === '-o' && isFormat(argv[at + 1]);
    const takesValue = isShortOutput ? true : lookup(everywhere, (argv[at] as string).split('=', 1)[0] as string);
    if (takesValue === undefined) break;
    at += takesValue && !(argv[at] as string).includes('=') ? 2 : 1;
  }
  const [before, behind] = [argv.slice(0, at), argv.slice(at)];
  if (before.length === 0 || behind.length === 0 || (behind[0] as string).startsWith('-')) return argv;
  const words = lengthOfCommand(behind, commands);
  return [...behind.slice(0, words), ...before, ...behind.slice(words)];
}

/** How many of the words name the command. */
function lengthOfCommand(words: readonly string[], commands: Commands): number {
  for (let length = Math.min(words.length, 3); length > 0; length -= 1)
    if (idOf(words.slice(0, length), commands) !== null) return length;
  const end = words.findIndex((word) => word.startsWith('-'));
  return end < 0 ? words.length : end;
}

/** `-o json`, as other tools have it. `-o` is `--org` otherwise, and an org of that name is given in full. */
function withOutput(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word, at) => {
    if (word === '-o' && isFormat(argv[at + 1])) return ['--output'];
    const [, format] = /^-o=?(.+)$/.exec(word) ?? [];
    return isFormat(format) ? ['--output', format as string] : [word];
  });
}

function isFormat(word: string | undefined): boolean {
  return (outputFormats as readonly (string | undefined)[]).includes(word);
}

/** `muster node help`, `muster node add help` has a node of that name in mind. */
function withHelpFirst(argv: readonly string[]): readonly string[] {
  const [noun, word, ...rest] = argv;
  return noun !== undefined && noun !== 'help' && !noun.startsWith('-') && word === 'help' ? ['help', noun, ...rest] : argv;
}

function withKnownVerb(argv: readonly string[], commands: Commands): readonly string[] {
  const id = idOf(argv.slice(0, 2), commands);
  return id === null || id === argv.slice(0, 2).join(':') ? argv : [...id.split(':'), ...argv.slice(2)];
}

/** The command of these words, or of those that mean the same. */
function idOf(words: readonly string[], commands: Commands): string | null {
  const id = words.join(':');
  if (Object.hasOwn(commands, id)) return id;
  const [noun, verb, ...rest] = words;
  if (verb === undefined || rest.length > 0) return null;
  const alike = synonyms.find((verbs) => verbs.includes(verb)) ?? [];
  return alike.map((other) => `${noun}:${other}`).find((candidate) => Object.hasOwn(commands, candidate)) ?? null;
}
