import {exitCodes, Failure} from '../core/domain/errors.js';
import {listWords} from '../core/domain/indexes.js';
import {nearestName} from '../core/domain/nearest.js';

interface DeclaredFlag {
  readonly helpValue?: string | readonly string[];
  readonly options?: readonly string[];
}

export interface ParserError extends Error {
  readonly oclif?: {readonly exit?: number};
  readonly parse?: {
    readonly input?: {readonly flags?: Readonly<Record<string, DeclaredFlag>>; readonly args?: Readonly<Record<string, unknown>>};
  };
  /** Flags that do not exist, as typed. */
  readonly flags?: readonly string[];
  /** Words that are too many. */
  readonly args?: readonly string[];
  readonly code?: string;
}

interface Said {
  readonly message: string;
  readonly hint?: string;
}

/** How the parser tells what a flag's own `parse` has thrown. */
export const wrapped = /^Parsing (--\S+) \n\t([^]*)\nSee more help with --help$/;

/** What each sentence of the parser means, in ours. */
const sentences: readonly (readonly [RegExp, (found: readonly string[]) => Said])[] = [
  [
    /^Flag --(\S+) can only be specified once$/,
    ([flag]) => ({message: `The flag --${flag} is given more than once.`, hint: `Give --${flag} once`}),
  ],
  [/^Flag --(\S+) expects a value$/, ([flag]) => ({message: `The flag --${flag} needs a value.`})],
  [
    /^Flag --(\S+) expects one of these values: (.*)$/,
    ([flag, options]) => ({
      message: `The flag --${flag} needs a value: ${options}.`,
      hint: `Add one of ${options} after --${flag}`,
    }),
  ],
  [/^Expected --([\w-]+)=(.*) to be one of: (.*)$/s, ([flag, value, options]) => noOption(`--${flag}`, value!, options!)],
  [/^Expected (.*) to be one of: (.*)$/s, ([value, options]) => noOption('The argument', value!, options!)],
  [
    /^--([\w-]+)(?:=.*)? cannot also be provided when using --(\S+)$/s,
    ([flag, other]) => ({message: `--${flag} and --${other} exclude each other.`, hint: `Leave out --${flag} or --${other}`}),
  ],
  [
    /^(?:All|One) of the following must be provided when using --(\S+): (.*)$/,
    ([flag, others]) => ({message: `--${flag} goes only with ${others}.`, hint: `Add ${others}, or leave out --${flag}`}),
  ],
  [
    /^(Exactly|At least) one of the following must be provided: (.*)$/,
    ([how, flags]) => ({message: `${how} one of ${flags} is needed.`, hint: `Add one of ${flags}`}),
  ],
  [/^(--\S+): Expected an integer but received: (.*)$/s, ([flag, value]) => noNumber(flag!, value!, '')],
  [
    /^(--\S+): Expected an integer greater than or equal to (-?\d+) but received: (.*)$/s,
    ([flag, least, value]) => noNumber(flag!, value!, ` of at least ${least}`),
  ],
  [
    /^(--\S+): Expected an integer less than or equal to (-?\d+) but received: (.*)$/s,
    ([flag, most, value]) => noNumber(flag!, value!, ` of at most ${most}`),
  ],
  [/^Missing required flag (\S+)$/, ([flag]) => ({message: `The flag --${flag} is missing.`, hint: `Add --${flag}`})],
  [/^Unexpected flag (\S+)$/, ([flag]) => ({message: `There is no flag ${flag} here.`})],
];

/** A fault that the parser has found, with the command that it belongs to. */
export function usageFailure(error: ParserError, command: string | null): Failure {
  const flags = error.parse?.input?.flags ?? {};
  const help = `muster ${command === null ? '' : `${command} `}--help shows how it is used`;
  if (error.flags !== undefined) return unknownFlags(error.flags, Object.keys(flags), help);
  const lines = error.message
    .replace(wrapped, (_, flag: string, problem: string) => `${flag}: ${problem}`)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(See more help|The following errors? occurred:$)/.test(line));
  const said = error.args === undefined ? lines.map(ownSentence) : [tooMany(error, command)];
  const [only, ...others] = said;
  return new Failure({
    code: 'USAGE',
    exit: exitCodes.usage,
    ...(command === null ? {} : {subject: `command ${command}`}),
    message: said.map(({message}) => message).join(' '),
    hint: (others.length === 0 ? only?.hint : undefined) ?? help,
    details: {command, problems: said.map(({message}) => ({message}))},
  });
}

function ownSentence(line: string): Said {
  for (const [pattern, say] of sentences) {
    const found = pattern.exec(line);
    if (found) return say(found.slice(1));
  }
  return {message: line.replace(/[.:]?$/, '.')};
}

function tooMany({args = [], parse}: ParserError, command: string | null): Said {
  const known = Object.keys(parse?.input?.args ?? {});
  const takes = known.length === 0 ? 'no argument' : `only ${listWords(known.map((name) => name.toUpperCase()))}`;
  const name = command === null ? 'The command' : `muster ${command}`;
  return {message: `${name} takes ${takes}: ${args.join(' ')} ${args.length === 1 ? 'is' : 'are'} too many.`};
}

function noOption(what: string, value: string, options: string): Said {
  const nearest = nearestName(value, options.split(', '));
  const asTyped = what.startsWith('--') ? `${what} ` : '';
  return {
    message: `${what} must be one of ${options}, not ${value}.`,
    ...(nearest === null ? {} : {hint: `Did you mean ${asTyped}${nearest}?`}),
  };
}

function noNumber(flag: string, value: string, range: string): Said {
  return {message: `${flag} must be a whole number${range}, not ${value}.`, hint: `Write it like ${flag} 3`};
}

/** Values that were given with them are not repeated: they may be secrets. */
function unknownFlags(given: readonly string[], known: readonly string[], help: string): Failure {
  const [first = '', ...others] = given.map((flag) => flag.split('=', 1)[0] as string);
  const nearest = nearestName(first.replace(/^-+/, ''), known);
  return new Failure({
    code: 'FLAG_UNKNOWN',
    exit: exitCodes.usage,
    subject: `flag ${first}`,
    details: {flags: [first, ...others], nearest},
    message:
      others.length === 0 ? `There is no flag ${first} here.` : `There are no flags ${[first, ...others].join(', ')} here.`,
    hint: nearest === null ? help : `Did you mean --${nearest}?`,
  });
}
