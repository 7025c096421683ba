import type {DeclaredTopology} from '../core/domain/declaration.js';
import {exitCodes, Failure} from '../core/domain/errors.js';

/** Reads what the `-f` files declare. */
export async function readDeclared(files: readonly string[] | undefined): Promise<DeclaredTopology> {
  const given = expectFiles(files);
  const {readTopologyFiles} = await import('../adapters/topology-file/read.js');
  return readTopologyFiles(given);
}

/** The files of `-f`, of which there is at least one. */
export function expectFiles(files: readonly string[] | undefined): readonly string[] {
  if (files !== undefined && files.length > 0) return files;
  throw new Failure({
    code: 'USAGE',
    exit: exitCodes.usage,
    message: 'There is no file to read.',
    hint: 'Add -f FILE, or -f - for standard input',
  });
}

/** What is declared as the text of a file, and as the value that the text holds. */
export async function fileOf(declared: DeclaredTopology): Promise<{readonly file: object; readonly text: string}> {
  const {topologyFile, writeTopology} = await import('../adapters/topology-file/write.js');
  return {file: topologyFile(declared), text: await writeTopology(declared, 'yaml')};
}
