import {readNamedFile, readStream} from '../files/read-file.js';
import {unreadable} from '../../core/domain/file-failures.js';

/** A path, and not the name of something that comes with Muster. */
export function isFilePath(text: string): boolean {
  return /[/\\]|\.(?:ya?ml|json)$/.test(text);
}

/** Text of a file, or of standard input for `-`, without a byte order mark. Failures: `FILE_NOT_FOUND`, `FILE_UNREADABLE`. */
export async function readText(file: string, stdin?: NodeJS.ReadableStream): Promise<string> {
  try {
    // Only naming process.stdin costs 5 ms.
    const bytes = file === '-' ? await readStream(stdin ?? process.stdin) : readNamedFile(file);
    return bytes.toString().replace(/^\uFEFF/, '');
  } catch (cause) {
    throw unreadable({path: file, cause});
  }
}
