import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as z from 'zod';

const folder = join(import.meta.dirname, '..', '..', 'schemas');
const read = new Map<string, z.ZodType>();

function schemaOf(path: string): z.ZodType {
  const known = read.get(path);
  if (known) return known;
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(folder, `${path}.schema.json`), 'utf8')));
  read.set(path, schema);
  return schema;
}

/** What in the JSON of a command line breaks the schema that is published for it; null when nothing does, or when it is none. */
export function problemOfAnswer(words: readonly string[], json: unknown): string | null {
  if (typeof json !== 'object' || json === null) return null;
  const path = 'error' in json ? 'failure' : schemaOfWords(words);
  const {error} = schemaOf(path).safeParse(json);
  return error ? `${path}: ${z.prettifyError(error)}` : null;
}

/** Of the command that the words name; of any command where they name it in another way. */
function schemaOfWords(words: readonly string[]): string {
  const spelled = [words[0], words[1] === 'ls' ? 'list' : words[1]];
  const path = [spelled, [words[0]]].map((name) => `answers/${name.join('-')}`);
  return path.find((name) => existsSync(join(folder, `${name}.schema.json`))) ?? 'answer';
}
