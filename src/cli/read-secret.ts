import {readBounded, readStreamBounded} from '../adapters/yaml/bounded-read.js';
import {exitCodes, Failure} from '../core/domain/errors.js';

export interface SecretSource {
  readonly name: string;
  readonly fromFile: string | undefined;
  /** Whether there is somebody to ask. */
  readonly canAsk: boolean;
}

/** The value of a secret: from a file, from standard input, or typed unseen; one line break at the end is not part of it. */
export async function readSecretValue({name, fromFile, canAsk}: SecretSource): Promise<string> {
  if (fromFile !== undefined && fromFile !== '-') return decode(await readFromFile(fromFile), name);
  if (process.stdin.isTTY !== true) return decode(await readStreamBounded(process.stdin), name);
  if (!canAsk) throw noSource(name);
  const {askSecret} = await import('./prompts.js');
  return askSecret(`Value of secret ${name}:`);
}

async function readFromFile(path: string): Promise<Buffer> {
  try {
    return await readBounded(path);
  } catch (cause) {
    throw new Failure({
      code: 'FILE_NOT_FOUND',
      exit: exitCodes.usage,
      subject: `file ${path}`,
      details: {path},
      cause,
      message: `The file ${path} cannot be read.`,
      hint: 'Name a file that holds the value, or - for standard input',
    });
  }
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
