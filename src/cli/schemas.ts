import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {unknownName} from '../core/domain/expect.js';

const ending = '.schema.json';
/** Of what files say, and of what any command answers; the commands have theirs in a folder below. */
const shared = 'schemas';
const ofCommands = join(shared, 'answers');

/** Names of the JSON Schemas that the package publishes: `recipe`, and for the answers of `muster node list` `node-list`. */
export async function schemaNames(packageRoot: string): Promise<readonly string[]> {
  return [...(await namesIn(join(packageRoot, shared))), ...(await namesIn(join(packageRoot, ofCommands)))];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

/** The command may be written as it is typed, in words. */
export async function readSchema(packageRoot: string, typed: string): Promise<object> {
  const name = typed.trim().replaceAll(/[\s:]+/g, '-');
  const files = await namesIn(join(packageRoot, shared));
  const known = await schemaNames(packageRoot);
  if (!known.includes(name))
    throw unknownName({kind: 'schema', name: typed, known, list: `there are ${files.join(', ')}, and one for each command`});
  const folder = files.includes(name) ? shared : ofCommands;
  return JSON.parse(await readFile(join(packageRoot, folder, `${name}${ending}`), 'utf8')) as object;
}
