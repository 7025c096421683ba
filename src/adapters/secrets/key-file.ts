import {shellWord} from '../../core/domain/shell-word.js';
import {randomBytes} from 'node:crypto';
import {closeSync, fsyncSync, openSync, statSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';
import {exitCodes, Failure, type FailureFacts} from '../../core/domain/errors.js';
import {makeFolder} from '../files/make-folder.js';
import {reasonOf} from '../../core/domain/file-failures.js';
import {readNamedFile, smallBytes} from '../files/read-file.js';

const keyBytes = 32;

export interface KeyPlace {
  readonly keyPath: string;
  /** `MUSTER_KEY` goes before the file. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** False when there is a key already: it stays, for without it every secret is lost. */
export function ensureKeyFile(path: string): boolean {
  makeFolder(dirname(path), 0o700);
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw keyFailure(
      {
        code: 'KEY_UNWRITABLE',
        message: `The key file ${path} cannot be made.`,
        hint: `Make ${dirname(path)} writable for this user.`,
        cause: error,
      },
      path,
    );
  }
  writeSync(file, `${randomBytes(keyBytes).toString('hex')}\n`);
  fsyncSync(file);
  closeSync(file);
  return true;
}

export function readKey({keyPath, env}: KeyPlace): Buffer {
  const given = env['MUSTER_KEY'];
  if (given !== undefined && given !== '') return parseKey(given, 'MUSTER_KEY');
  expectPrivate(keyPath);
  return parseKey(readKeyFile(keyPath), keyPath);
}

function readKeyFile(path: string): string {
  try {
    return readNamedFile(path, smallBytes).toString('latin1');
  } catch (cause) {
    throw keyFailure(
      {
        code: 'KEY_UNREADABLE',
        message: `The key file ${path} cannot be read: ${reasonOf(cause)}.`,
        hint: 'Bring the key file of this installation, which this user may read, or set MUSTER_KEY.',
        cause,
      },
      path,
    );
  }
}

function expectPrivate(path: string): void {
  const found = statSync(path, {throwIfNoEntry: false});
  if (!found) {
    throw keyFailure(
      {
        code: 'KEY_MISSING',
        message: `There is no key for secrets: neither MUSTER_KEY is set nor is there a file ${path}.`,
        hint: 'Bring the key file of this installation, or set MUSTER_KEY; `muster init` makes a key for a new one.',
      },
      path,
    );
  }
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
    throw keyFailure(
      {
        code: 'KEY_EXPOSED',
        message: `Others can read the key file ${path} (mode ${mode}).`,
        hint: `Run \`chmod 600 ${shellWord(path)}\`.`,
        details: {mode},
      },
      path,
    );
  }
}

/** 64 hex digits, or 43 or 44 characters of base64 in either alphabet. */
function parseKey(text: string, from: string): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, 'base64');
  throw keyFailure(
    {
      code: 'KEY_WRONG',
      message: `What ${from} holds is not a key of ${keyBytes} bytes.`,
      hint: 'A key is 64 hex digits, or 32 bytes in base64.',
    },
    from,
  );
}

export function keyFailure(facts: Omit<FailureFacts, 'exit'>, from: string): Failure {
  return new Failure({exit: exitCodes.outside, subject: 'key', ...facts, details: {from, ...facts.details}});
}
