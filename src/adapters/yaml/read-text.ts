import {readBounded, readStreamBounded} from './bounded-read.js';
import {missingFile} from './file-problem.js';

/** A path, and not the name of something that comes with Muster. */
export function isFilePath(text: string): boolean {
  return /[/\\]|\.(?:ya?ml|json)$/.test(text);
}

/** Text of a file, or of standard input for `-`, without a byte order mark. */
export async function readText(file: string, stdin?: NodeJS.ReadableStream): Promise<string> {
  try {
    // Only naming process.stdin costs 5 ms.
    const bytes = file === '-' ? await readStreamBounded(stdin ?? process.stdin) : await readBounded(file);
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
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
