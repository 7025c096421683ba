import {readFile} from 'node:fs/promises';
import {text as readStream} from 'node:stream/consumers';
import {missingFile} from './file-problem.js';

/** Text of a file, or of standard input for `-`, without a byte order mark. */
export async function readText(file: string, stdin: NodeJS.ReadableStream = process.stdin): Promise<string> {
  try {
    const text = file === '-' ? await readStream(stdin) : await readFile(file, 'utf8');
    return text.replace(/^\uFEFF/, '');
  } catch (error) {
    throw missingFile(file, reasonOf(error), error);
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'it does not exist';
  if (code === 'EISDIR') return 'it is a folder';
  return code === 'EACCES' ? 'permission is denied' : (error as Error).message;
}
