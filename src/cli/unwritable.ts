import {exitCodes, Failure} from '../core/domain/errors.js';

/** A file that a command was to write and could not. */
export function unwritable(path: string, cause: unknown): Failure {
  return new Failure({
    code: 'FILE_UNWRITABLE',
    exit: exitCodes.usage,
    subject: `file ${path}`,
    message: `The file ${path} cannot be written: ${(cause as Error).message}.`,
    hint: 'Name a file in a folder that is there and yours, with --out.',
    details: {path},
    cause,
  });
}
