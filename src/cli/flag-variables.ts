import {exitCodes, Failure} from '../core/domain/errors.js';
import {quoted} from '../core/domain/quoted.js';
import type {Definitions} from './meaning.js';
import {readTyped} from './typed-line.js';

/** By what a variable of a flag without value says yes or no. */
const words: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

/** Null where the text is neither a yes nor a no. */
export function readYesNo(text: string): boolean | null {
  return words.get(text.trim().toLowerCase()) ?? null;
}

export interface FlagSources {
  readonly argv: readonly string[];
  readonly definitions: Definitions;
  readonly env: NodeJS.ProcessEnv;
}

/** Whether the flag is typed, or its variable says yes. */
export function isOn(name: string, {argv, definitions, env}: FlagSources): boolean {
  const definition = definitions[name];
  if (definition === undefined) return false;
  if (readTyped(argv, definitions).flags.has(name)) return true;
  return readYesNo(env[definition.env ?? ''] ?? '') === true;
}

/** Every yes and no in the word that the parser knows. A word that is neither must not pass for a no: the command would really run. */
export function settleVariables({argv, definitions, env}: FlagSources): void {
  const typed = readTyped(argv, definitions).flags;
  for (const [name, {type, env: variable}] of Object.entries(definitions)) {
    const text = variable === undefined ? undefined : env[variable];
    if (type !== 'boolean' || !variable || !text || typed.has(name)) continue;
    const yes = readYesNo(text);
    if (yes === null) throw notYesNo(variable, text);
    env[variable] = String(yes);
  }
}

function notYesNo(variable: string, text: string): Failure {
  return new Failure({
    code: 'VALUE_INVALID',
    exit: exitCodes.usage,
    subject: `variable ${variable}`,
    message: `${variable}=${shown(text)}: it must be true or false; 1, yes, on and 0, no, off are understood too.`,
    hint: `Set ${variable}=true or ${variable}=false, or unset it`,
    details: {variable, value: text},
  });
}

/** What the parser has thrown about a value, in the name of whoever said it: the flag, or its variable. */
export function nameVariable(error: unknown, {argv, definitions, env}: FlagSources): unknown {
  const thrown = error as Error;
  const [, wrapped, restricted] = /^(?:Parsing --(\S+) \n|Expected --([\w-]+)=)/.exec(thrown.message) ?? [];
  const name = wrapped ?? restricted;
  const variable = name === undefined ? undefined : definitions[name]?.env;
  const value = variable === undefined ? undefined : env[variable];
  if (name === undefined || !variable || !value || readTyped(argv, definitions).flags.has(name)) return error;
  const sentence = thrown.message
    .replace(/^Parsing --\S+ \n\t/, '')
    .replace(/\n?See more help with --help$/, '')
    .replace(/^Expected --[\w-]+=.* to be one of: /s, 'must be one of ')
    .trim();
  const failure = error instanceof Failure ? error : null;
  return new Failure({
    code: failure?.code ?? 'USAGE',
    exit: failure?.exitCode ?? exitCodes.usage,
    subject: `variable ${variable}`,
    message: `${variable}=${shown(value)}: ${withoutSubject(sentence, `--${name}`, value)}`.replace(/[.:]?$/, '.'),
    hint: (failure?.hint ?? `Give it another value, or unset it`).replaceAll(`--${name} `, `${variable}=`),
    details: {...failure?.details, variable, value},
  });
}

/** `--timeout x is not a duration` is said of the variable, which stands before it. */
function withoutSubject(sentence: string, flag: string, value: string): string {
  const rest = sentence.startsWith(`${flag} `) ? sentence.slice(flag.length + 1) : sentence;
  const said = rest.startsWith(`${value} `) ? rest.slice(value.length + 1) : rest;
  return said === sentence ? sentence : `it ${said}`;
}

function shown(value: string): string {
  return /^[\x21-\x7e]+$/.test(value) ? value : quoted(value);
}
