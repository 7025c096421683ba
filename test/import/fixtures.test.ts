import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {importTexts, told} from './import.js';

const folder = join(import.meta.dirname, 'fixtures');
const files = readdirSync(folder).filter((file) => /\.(?:yaml|conf)$/.test(file));

/** Each file by itself, and those that describe one cluster together. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ...files.map((file) => [file, [file]] as const),
  ['new-api-cluster', ['new-api-master.compose.yaml', 'new-api-slave.compose.yaml', 'new-api.nginx.conf']],
  ['everything-of-new-api', files.filter((file) => file !== 'weiyuai.nginx.conf')],
];

const texts = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('hand-made files', () => {
  it.each(cases)('%s are imported as they were (update with --update)', async (name, names) => {
    const result = told(await importTexts(texts(names)));
    await expect(`${JSON.stringify(result, null, 2)}\n`).toMatchFileSnapshot(`./imported/${name}.json`);
  });
});
