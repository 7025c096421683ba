import {writeFile} from 'node:fs/promises';
import {unwritable} from '../../core/domain/file-failures.js';

/** Writes a file that somebody has named. Failure: `FILE_UNWRITABLE`. */
export async function writeNamedFile(path: string, text: string, {mode = 0o666}: {readonly mode?: number} = {}): Promise<void> {
  await writeFile(path, text, {mode}).catch((cause: unknown) => Promise.reject(unwritable({path, cause})));
}
