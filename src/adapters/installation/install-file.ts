import {randomBytes} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import {makeFolder} from '../files/make-folder.js';
import {readNamedFile, smallBytes} from '../files/read-file.js';

/** Identity of an installation: written once, never changed. */
export interface Installation {
  /** 32 hexadecimal digits. */
  readonly installId: string;
  readonly installTime: string;
  readonly description: string;
}

export function readInstallation(path: string): Installation {
  let parsed: Partial<Installation>;
  try {
    parsed = JSON.parse(readNamedFile(path, smallBytes).toString()) as Partial<Installation>;
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'ENOENT' ? missing(path) : broken(path, cause);
  }
  if (!/^[0-9a-f]{32}$/.test(parsed.installId ?? '')) throw broken(path, null);
  return {installId: parsed.installId as string, installTime: parsed.installTime ?? '', description: parsed.description ?? ''};
}

/** Writes the file unless it is there; a broken one is an error and never replaced. */
export function ensureInstallation(
  path: string,
  facts: {readonly installTime: string; readonly description: string},
): {readonly installation: Installation; readonly created: boolean} {
  makeFolder(dirname(path), 0o700);
  const installation: Installation = {installId: randomBytes(16).toString('hex'), ...facts};
  try {
    writeFileSync(path, `${JSON.stringify(installation, null, 2)}\n`, {flag: 'wx', mode: 0o644});
    return {installation, created: true};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(path, error);
    return {installation: readInstallation(path), created: false};
  }
}

function missing(path: string): Failure {
  return new Failure({
    code: 'INSTALL_MISSING',
    exit: exitCodes.outside,
    message: 'Muster is not set up here.',
    hint: 'muster init',
    details: {path},
  });
}

function broken(path: string, cause: unknown): Failure {
  return new Failure({
    code: 'INSTALL_BROKEN',
    exit: exitCodes.outside,
    details: {path},
    cause,
    message: `The installation file ${path} is blank or broken.`,
    hint: 'Restore it from a backup: with another id the running containers would no longer be recognised',
  });
}

function unwritable(path: string, cause: unknown): Failure {
  return new Failure({
    code: 'HOME_UNWRITABLE',
    exit: exitCodes.outside,
    details: {path},
    cause,
    message: `${path} cannot be written: ${(cause as Error).message}.`,
    hint: 'Set MUSTER_HOME to a directory that you may write to',
  });
}
