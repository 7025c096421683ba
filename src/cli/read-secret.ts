import {exitCodes, Failure} from '../core/domain/errors.js';
import {readNamedFile, readStream, TooLong} from '../adapters/files/read-file.js';
import {unreadable} from '../core/domain/file-failures.js';

export interface SecretSource {
  readonly name: string;
  readonly fromFile: string | undefined;
  /** Whether there is somebody to ask. */
  readonly canAsk: boolean;
}

/** Linux gives a program no longer variable, and containers get secrets through variables. */
const mostBytes = 128 * 1024;

/** The value of a secret: from a file, from standard input, or typed unseen; one line break at the end is not part of it. */
export async function readSecretValue({name, fromFile, canAsk}: SecretSource): Promise<string> {
  if (fromFile !== undefined && fromFile !== '-') return decode(await bytesOf(fromFile, name), name);
  if (process.stdin.isTTY !== true) return decode(await bytesOf('-', name), name);
  if (!canAsk) throw noSource(name);
  const {askSecret} = await import('./prompts.js');
  return askSecret(`Value of secret ${name}:`);
}

async function bytesOf(path: string, name: string): Promise<Buffer> {
  try {
    return path === '-' ? await readStream(process.stdin, mostBytes) : readNamedFile(path, mostBytes);
  } catch (cause) {
    if (cause instanceof TooLong) throw tooLong(name);
    throw unreadable({path, cause, hint: 'Name a file that holds the value, or - for standard input'});
  }
}

function tooLong(name: string): Failure {
  return new Failure({
    code: 'SECRET_TOO_LONG',
    exit: exitCodes.usage,
    subject: `secret ${name}`,
    message: `The value of secret ${name} is longer than 128 KiB, and no variable of a container can be.`,
    hint: 'Keep it in a file of the image or in a volume, and its path in the config',
    details: {name, mostBytes},
  });
}

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes).replace(/\r?\n$/, '');
  } catch (cause) {
    throw new Failure({
      code: 'SECRET_NOT_TEXT',
      exit: exitCodes.usage,
      subject: `secret ${name}`,
      details: {name},
      cause,
      message: `The value of secret ${name} is not UTF-8 text.`,
      hint: `Encode it first: base64 FILE | muster secret set ${name} --env ENV`,
    });
  }
}

function noSource(name: string): Failure {
  return new Failure({
    code: 'SECRET_EMPTY',
    exit: exitCodes.usage,
    subject: `secret ${name}`,
    details: {name},
    message: `There is no value for secret ${name}, and nobody may be asked.`,
    hint: `Pipe it: printf %s "$VALUE" | muster secret set ${name} --env ENV`,
  });
}
