import {Failure} from '../domain/errors.js';

/** One line of a diagnosis. */
export interface Check {
  /** What was looked at: `docker on web-1`. */
  readonly check: string;
  readonly result: 'pass' | 'warn' | 'fail';
  /** Code of the finding; null when it passed. */
  readonly code: string | null;
  readonly message: string;
  readonly hint: string | null;
}

export const pass = (check: string, message: string): Check => ({check, result: 'pass', code: null, message, hint: null});
export const problem = (
  check: string,
  facts: {readonly result?: 'warn' | 'fail'; readonly code: string; readonly message: string; readonly hint: string | null},
): Check => ({check, result: 'fail', ...facts});

/** A failure that a check ran into is its finding; anything else is a bug. */
export function failed(check: string, error: unknown): Check {
  if (!(error instanceof Failure)) throw error;
  return problem(check, {code: error.code, message: error.message, hint: error.hint});
}
