import {exitCodes, Failure} from './errors.js';

/** What the system says of a file, as it ends a sentence that names the file. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'a part of its path is no folder',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its symbolic links lead round in a circle',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it is larger than a file may be',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk gives an I/O error',
  ENXIO: 'nothing is behind it',
  ENODEV: 'nothing is behind it',
  ETXTBSY: 'it is a program that runs',
  EBUSY: 'it is in use',
  EINVAL: 'its name is not possible',
  ERR_INVALID_ARG_VALUE: 'its name is not possible',
};

/** Nobody has typed something wrong where the machine has none left of something. */
const isMachines = /^(ENOSPC|EDQUOT|EROFS|EIO|EMFILE|ENFILE|ENOMEM|EBUSY|ETXTBSY)$/;

interface Troubled {
  readonly path: string;
  readonly cause: unknown;
  readonly hint?: string;
}

/** A file that a command was to read and could not. */
export function unreadable({path, cause, hint}: Troubled): Failure {
  const code = codeOf(cause);
  const reason = reasonOf(cause);
  return new Failure({
    code: code === 'ENOENT' ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE',
    exit: isMachines.test(code) ? exitCodes.outside : exitCodes.usage,
    subject: `file ${path}`,
    message: `The file ${path} cannot be read: ${reason}.`,
    hint: hint ?? 'Name a file that is there and that you may read, or - for standard input',
    details: {path, reason},
  });
}

/** A file that a command was to write and could not. */
export function unwritable({path, cause, hint}: Troubled): Failure {
  const code = codeOf(cause);
  const reason = code === 'ENOENT' ? 'its folder does not exist' : reasonOf(cause);
  return new Failure({
    code: 'FILE_UNWRITABLE',
    exit: isMachines.test(code) ? exitCodes.outside : exitCodes.usage,
    subject: `file ${path}`,
    message: `The file ${path} cannot be written: ${reason}.`,
    hint: hint ?? (isMachines.test(code) ? 'Name a file on another disk' : 'Name a file in a folder that is there and yours'),
    details: {path, reason},
  });
}

/** What the system refused to a file that nobody was asked to name; null where the error is not of that kind. */
export function fileTrouble(error: unknown): Failure | null {
  const {code, path, syscall} = error as {code?: unknown; path?: unknown; syscall?: unknown};
  if (typeof syscall !== 'string' || typeof code !== 'string' || !isAboutFiles.test(syscall)) return null;
  if (reasons[code] === undefined) return null;
  const what = typeof path === 'string' ? `The file ${path}` : 'A file';
  const reason = code === 'ENOENT' ? 'it, or its folder, does not exist' : reasonOf(error);
  return new Failure({
    code: 'FILE_UNUSABLE',
    exit: exitCodes.outside,
    ...(typeof path === 'string' ? {subject: `file ${path}`} : {}),
    message: `${what} cannot be used: ${reason}.`,
    hint: isMachines.test(code) ? 'Make room there and try again' : 'Make it a path that this user may use, and try again',
    details: {path: path ?? null, reason, call: syscall},
  });
}

const isAboutFiles =
  /^(open|read|write|l?stat|fstat|access|mkdir|mkdtemp|rename|link|symlink|readlink|unlink|rmdir|scandir|opendir|copyfile|f?chmod|f?chown|f?datasync|fsync|f?truncate|utime|close)$/;

export function reasonOf(cause: unknown): string {
  return reasons[codeOf(cause)] ?? (cause instanceof Error ? cause.message : String(cause));
}

function codeOf(cause: unknown): string {
  const code = (cause as {code?: unknown} | null)?.code;
  return typeof code === 'string' ? code : '';
}
