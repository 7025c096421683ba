import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Paths} from './paths.js';

interface ParserError extends Error {
  readonly oclif?: {readonly exit?: number};
  readonly parse?: unknown;
  readonly code?: string;
}

/** The failure's machine form. */
export function errorJson(failure: Failure): {readonly error: Readonly<Record<string, unknown>>} {
  const {code, message, hint, subject, details} = failure;
  return {error: {code, message, hint, subject, details}};
}

/** Adopts anything that was thrown: usage errors of the parser, and bugs, for which a debug log is written. */
export async function toFailure(error: unknown, paths: Paths): Promise<Failure> {
  if (error instanceof Failure) return error;
  const thrown = error as ParserError;
  if (thrown.oclif?.exit === 2 || thrown.parse !== undefined) return usageFailure(thrown);
  const {writeDebugLog} = await import('./debug-log.js');
  const log = await writeDebugLog(thrown, paths.state);
  return new Failure({code: 'BUG', exit: exitCodes.bug, message: `Muster failed in a way it should not: ${thrown.message}.`, hint: log ? `Please report it with ${log}` : 'Please report it', details: {log}, cause: thrown});
}

/** The parser's first line says what is wrong; what follows it points to the help. */
export function usageFailure(error: Error): Failure {
  const [first = '', ...rest] = error.message.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('See more help'));
  const detail = rest.length === 0 ? '' : ` ${rest.join('; ')}`;
  const message = `${first}${detail}`.replace(/[.:]?$/, '.');
  return new Failure({code: 'USAGE', exit: exitCodes.usage, message, hint: 'Add --help to see how the command is used', details: {usage: error.message}});
}
