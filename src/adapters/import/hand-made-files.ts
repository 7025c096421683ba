import {exitCodes, Failure} from '../../core/domain/errors.js';
import type {ImportSource} from '../../core/domain/import/source.js';
import type {ImportFiles, ImportKind} from '../../core/ports/import-files.js';
import {fileFailure} from '../yaml/file-problem.js';
import {readText} from '../yaml/read-text.js';
import {folderOf, readComposeSource} from './compose-source.js';
import {detectKind} from './detect-kind.js';
import {parseNginx} from './nginx-text.js';
import {refuseStrangeFile} from './strange-files.js';

export class HandMadeFiles implements ImportFiles {
  async read(files: readonly string[], kind: ImportKind | null): Promise<readonly ImportSource[]> {
    const sources: ImportSource[] = [];
    for (const file of files) sources.push(await readSource(await readText(file), file, kind));
    return sources;
  }
}

/** One text as what it is. */
export async function readSource(text: string, file: string, kind: ImportKind | null): Promise<ImportSource> {
  const name = file === '-' ? 'stdin' : file;
  if (kind === null) refuseStrangeFile(text, name);
  const found = kind ?? detectKind(text);
  if (found === null) throw unknownKind(name);
  try {
    return found === 'nginx'
      ? {kind: 'nginx', file: name, directives: parseNginx(text, name)}
      : await readComposeSource({text, file: name, folder: folderOf(file)});
  } catch (error) {
    // Only depth exhausts the stack of a parser.
    if (!(error instanceof RangeError)) throw error;
    throw fileFailure('FILE_UNPARSABLE', [
      {file: name, line: 1, column: 1, key: '', message: 'it is nested too deeply', nearest: null},
    ]);
  }
}

function unknownKind(file: string): Failure {
  return new Failure({
    code: 'FILE_KIND_UNKNOWN',
    exit: exitCodes.usage,
    subject: `file ${file}`,
    message: `${file}:1: this is neither a compose file nor an nginx configuration, as far as its first line tells.`,
    hint: 'Say which it is: --as compose, or --as nginx.',
    details: {file, line: 1, kinds: ['compose', 'nginx']},
  });
}
