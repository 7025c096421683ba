import {exitCodes, Failure} from '../core/domain/errors.js';
import {fileTrouble} from '../core/domain/file-failures.js';
import {nearestName} from '../core/domain/nearest.js';
import {shellWord} from '../core/domain/shell-word.js';
import type {Paths} from './paths.js';

interface ParserError extends Error {
  readonly oclif?: {readonly exit?: number};
  readonly parse?: {readonly input?: {readonly flags?: Readonly<Record<string, unknown>>}};
  /** Flags that do not exist, as typed. */
  readonly flags?: readonly string[];
  readonly code?: string;
}

/** The failure's machine form. */
export function errorJson(failure: Failure): {readonly error: Readonly<Record<string, unknown>>} {
  const {code, message, hint, subject, details} = failure;
  return {error: {code, message, hint, subject, details}};
}

/** Adopts anything that was thrown: usage errors of the parser, and bugs, for which a debug log is written. */
export async function toFailure(error: unknown, paths: Paths): Promise<Failure> {
  if (error instanceof Failure) return withoutWrapping(missingElsewhere(error, paths) ?? error);
  const thrown = error as ParserError;
  if (thrown.oclif?.exit === 2 || thrown.parse !== undefined) return usageFailure(thrown);
  const trouble = fileTrouble(error);
  if (trouble) return trouble;
  const {writeDebugLog} = await import('./debug-log.js');
  const log = await writeDebugLog(thrown, paths.state);
  return new Failure({
    code: 'BUG',
    exit: exitCodes.bug,
    message: `Muster failed in a way it should not: ${thrown.message}.`,
    hint: log ? `Please report it with ${log}` : 'Please report it',
    details: {log},
    cause: thrown,
  });
}

/** Where somebody has named a store that is not there, to set up the usual one is no help. */
function missingElsewhere({code, details, message, subject, exitCode}: Failure, paths: Paths): Failure | null {
  const {path} = details;
  if (code !== 'STORE_MISSING' || typeof path !== 'string' || path === paths.store) return null;
  const hint = `Correct the path (--store, MUSTER_STORE or the context), or make a store there: muster init --store ${shellWord(path)}`;
  return new Failure({code, details, message, hint, exit: exitCode, ...(subject === null ? {} : {subject})});
}

/** How the parser tells what a flag's own `parse` has thrown. */
const wrapped = /^Parsing (--\S+) \n\t([^]*)\nSee more help with --help$/;

/** A failure says all there is to say: what the parser has put around its sentence goes. */
function withoutWrapping(failure: Failure): Failure {
  failure.message = failure.message.replace(wrapped, '$2');
  return failure;
}

/** The parser's first line says what is wrong; what follows it points to the help. */
export function usageFailure(error: ParserError): Failure {
  const known = Object.keys(error.parse?.input?.flags ?? {});
  if (error.flags !== undefined) return unknownFlags(error.flags, known);
  const [first = '', ...rest] = error.message
    .replace(wrapped, (_, flag: string, problem: string) => `${flag}: ${problem}`)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('See more help'));
  const detail = rest.length === 0 ? '' : ` ${rest.join('; ')}`;
  const message = `${first}${detail}`.replace(/[.:]?$/, '.');
  return new Failure({
    code: 'USAGE',
    exit: exitCodes.usage,
    message,
    hint: 'Add --help to see how the command is used',
    details: {usage: error.message},
  });
}

/** Values that were given with them are not repeated: they may be secrets. */
function unknownFlags(given: readonly string[], known: readonly string[]): Failure {
  const [first = '', ...others] = given.map((flag) => flag.split('=', 1)[0] as string);
  const nearest = nearestName(first.replace(/^-+/, ''), known);
  return new Failure({
    code: 'FLAG_UNKNOWN',
    exit: exitCodes.usage,
    subject: `flag ${first}`,
    details: {flags: [first, ...others], nearest},
    message:
      others.length === 0 ? `There is no flag ${first} here.` : `There are no flags ${[first, ...others].join(', ')} here.`,
    hint: nearest === null ? 'Add --help to see the flags of the command' : `Did you mean --${nearest}?`,
  });
}
