import {exitCodes, Failure} from '../core/domain/errors.js';
import {fileTrouble} from '../core/domain/file-failures.js';
import {shellWord} from '../core/domain/shell-word.js';
import type {Paths} from './paths.js';
import {usageFailure, wrapped, type ParserError} from './usage-failure.js';

/** The failure's machine form. */
export function errorJson(failure: Failure): {readonly error: Readonly<Record<string, unknown>>} {
  const {code, message, hint, subject, details} = failure;
  return {error: {code, message, hint, subject, details}};
}

/** Adopts anything that was thrown: usage errors of the parser, and bugs, for which a debug log is written. */
export async function toFailure(error: unknown, paths: Paths, command: string | null = null): Promise<Failure> {
  if (error instanceof Failure) return withoutWrapping(missingElsewhere(error, paths) ?? error);
  const thrown = error as ParserError;
  if (thrown.oclif?.exit === 2 || thrown.parse !== undefined) return usageFailure(thrown, command);
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

/** A failure says all there is to say: what the parser has put around its sentence goes. */
function withoutWrapping(failure: Failure): Failure {
  failure.message = failure.message.replace(wrapped, '$2');
  return failure;
}
