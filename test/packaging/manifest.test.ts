import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {builtCli} from '../support/built-cli.js';

const root = join(import.meta.dirname, '..', '..');

it('has the manifest of the commands as they are: `npm run build` writes it', async () => {
  const read = (folder: string) => JSON.parse(readFileSync(join(folder, 'oclif.manifest.json'), 'utf8')) as unknown;
  expect(read(root)).toEqual(read(await builtCli()));
});

it('is built the same wherever it is built: no file of it names a place of this machine', async () => {
  const dist = join(await builtCli(), 'dist');
  const files = readdirSync(dist, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.cjs'));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => readFileSync(join(dist, file), 'utf8').includes(root))).toEqual([]);
});
