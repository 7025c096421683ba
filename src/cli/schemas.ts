import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {unknownName} from '../core/domain/expect.js';

const ending = '.schema.json';

/** Names of the JSON Schemas that the package publishes. */
export async function schemaNames(packageRoot: string): Promise<readonly string[]> {
  const files = await readdir(join(packageRoot, 'schemas'));
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

export async function readSchema(packageRoot: string, name: string): Promise<object> {
  const known = await schemaNames(packageRoot);
  if (!known.includes(name)) throw unknownName({kind: 'schema', name, known, list: `there are ${known.join(', ')}`});
  return JSON.parse(await readFile(join(packageRoot, 'schemas', `${name}${ending}`), 'utf8')) as object;
}
