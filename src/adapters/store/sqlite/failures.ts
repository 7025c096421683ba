import {shellWord} from '../../../core/domain/shell-word.js';
import {accessSync, constants, existsSync, statSync} from 'node:fs';
import {dirname} from 'node:path';
import {exitCodes, Failure, type FailureFacts} from '../../../core/domain/errors.js';
import {reasonOf} from '../../../core/domain/file-failures.js';
import type {Constraint} from '../capabilities.js';
import {Damage} from '../damage.js';
import {Moved} from '../tables/moved.js';
import {backupPath} from './backup-path.js';
import {markPath} from './mark.js';
import {strangerAt} from './stranger.js';

interface SqliteErrorLike extends Error {
  readonly code: string;
}

function isSqliteError(error: unknown): error is SqliteErrorLike {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_');
}

export function constraintOf(error: unknown): Constraint | null {
  if (!isSqliteError(error) || !error.code.startsWith('SQLITE_CONSTRAINT')) return null;
  if (error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return {kind: 'reference', table: null};
  return {kind: 'unique', table: /failed: (\w+)\./.exec(error.message)?.[1] ?? null};
}

/** An I/O error while writing is a full disk far more often than a failing one; while reading it is never that. */
const full = /^SQLITE_(FULL|IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMSIZE|SHMMAP|SHMOPEN))$|^ENOSPC$|^EDQUOT$/;
const readonly = /^SQLITE_(READONLY|PERM|AUTH)|^EROFS$|^ENOENT$|^EACCES$|^EPERM$/;
/** `SQLITE_ERROR` too: our statements are fixed, so that a column that is missing is a schema that was altered. */
/** Paths that can be no file's. */
const impossible = /^(ENAMETOOLONG|ELOOP|ENOTDIR|EEXIST|EISDIR|EINVAL|ERR_INVALID_ARG_VALUE)$/;
const broken = /^SQLITE_(CORRUPT|NOTADB|IOERR|FORMAT|SCHEMA|MISMATCH|TOOBIG|ERROR|CANTOPEN|EMPTY)/;

export function failureOf(error: unknown, path: string): Failure | null {
  if (error instanceof Damage) return damagedFailure(path, error.message, error);
  if (error instanceof Moved) return movedFailure(path, error);
  const code = (error as {code?: unknown} | null)?.code;
  if (typeof code !== 'string') return null;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return busyFailure(path, error);
  if (full.test(code)) return fullFailure(path, error);
  if (code.startsWith('SQLITE_CANTOPEN') && strangerAt(path)) return damagedFailure(path, (error as Error).message, error);
  if (readonly.test(code) || (code.startsWith('SQLITE_CANTOPEN') && !isWritable(path))) return readonlyFailure(path, error);
  if (impossible.test(code)) return impossibleFailure(path, error);
  return broken.test(code) ? damagedFailure(path, (error as Error).message, error) : null;
}

function isWritable(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function storeFailure(path: string, facts: Omit<FailureFacts, 'exit'>): Failure {
  return new Failure({exit: exitCodes.outside, subject: `store ${path}`, ...facts, details: {path, ...facts.details}});
}

export function missingFailure(path: string): Failure {
  return storeFailure(path, {code: 'STORE_MISSING', message: `There is no store at ${path}.`, hint: 'Run `muster init`.'});
}

export function newerFailure(path: string, versions: {readonly store: string; readonly program: string}): Failure {
  return storeFailure(path, {
    code: 'STORE_NEWER',
    message: `The store at ${path} was made by Muster ${versions.store}; this is Muster ${versions.program}, which is older.`,
    hint: `Install Muster ${versions.store} or newer.`,
    details: versions,
  });
}

export function foreignFailure(path: string, tables: readonly string[]): Failure {
  const shown =
    tables.length === 0 ? 'it is no database' : `it has tables that are not Muster's: ${tables.slice(0, 3).join(', ')}`;
  return strangerFailure(path, {what: shown, tables});
}

export function strangerFailure(
  path: string,
  {what, tables}: {readonly what: string; readonly tables: readonly string[]},
): Failure {
  return storeFailure(path, {
    code: 'STORE_FOREIGN',
    message: `${path} is not a store of Muster: ${what}. Nothing was written.`,
    hint: 'Name the path of a store, or one where no file is',
    details: {tables},
  });
}

/** A file that is none of ours is not damaged. */
function damagedFailure(path: string, finding: string, cause: unknown): Failure {
  const stranger = strangerAt(path);
  return stranger ? strangerFailure(path, stranger) : brokenFailure(path, finding, cause);
}

function impossibleFailure(path: string, cause: unknown): Failure {
  return new Failure({
    code: 'STORE_ADDRESS_INVALID',
    exit: exitCodes.usage,
    subject: `store ${path}`,
    message: `No store can be at ${path}: ${reasonOf(cause)}.`,
    hint: 'Name the path of a store with --store or MUSTER_STORE, or one where no file is',
    details: {address: path, problem: reasonOf(cause)},
  });
}

export function unfinishedFailure(path: string): Failure {
  return storeFailure(path, {
    code: 'STORE_UNFINISHED',
    message: `The store at ${path} is being copied to, and the copy has not ended.`,
    hint: `Where it was cut short, run it again with the store that it came from: muster store copy --to ${shellWord(path)}`,
  });
}

function movedFailure(path: string, {move}: Moved): Failure {
  return storeFailure(path, {
    code: 'STORE_MOVED',
    message: `The store at ${path} was moved to ${move.to} at ${move.at} and takes no changes.`,
    hint: `Use the one there: export MUSTER_STORE=${move.to}`,
    details: {movedTo: move.to, movedAt: move.at},
  });
}

function busyFailure(path: string, cause: unknown): Failure {
  return storeFailure(path, {
    code: 'STORE_BUSY',
    message: `Another command has been writing to the store at ${path} for too long.`,
    hint: 'Wait for it to end, or see who it is with `muster lock list`, and try again.',
    cause,
  });
}

function readonlyFailure(path: string, cause: unknown): Failure {
  return storeFailure(path, {
    code: 'STORE_READONLY',
    message: `The store at ${path} cannot be written.`,
    hint: `Make ${dirname(path)} and the files in it writable for this user.`,
    cause,
  });
}

function fullFailure(path: string, cause: unknown): Failure {
  return storeFailure(path, {
    code: 'STORE_FULL',
    message: `The disk that holds the store at ${path} is full; nothing changed.`,
    hint: `Free some space on the disk of ${dirname(path)} and try again.`,
    cause,
  });
}

export function brokenFailure(path: string, finding: string, cause?: unknown): Failure {
  const backup = backupPath(path);
  const madeAt = existsSync(backup) ? statSync(backup).mtime.toISOString() : null;
  const remedy = madeAt
    ? `Restore the copy of ${madeAt}: rm -f ${path}-wal ${path}-shm ${markPath(path)} && cp ${backup} ${path}`
    : `There is no copy at ${backup}: restore ${path} from a backup of your own and remove ${path}-wal, ${path}-shm and ${markPath(path)}.`;
  return storeFailure(path, {
    code: 'STORE_BROKEN',
    message: `The store at ${path} is damaged (${finding}); it is not used.`,
    hint: remedy,
    details: {finding, backup: madeAt ? backup : null, backupMadeAt: madeAt},
    cause,
  });
}
