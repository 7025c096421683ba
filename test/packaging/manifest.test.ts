import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {builtCli} from '../support/built-cli.js';

const root = join(import.meta.dirname, '..', '..');

it('has the manifest of the commands as they are: `npm run build` writes it', async () => {
  const read = (folder: string) => JSON.parse(readFileSync(join(folder, 'oclif.manifest.json'), 'utf8')) as unknown;
  expect(read(root)).toEqual(read(await builtCli()));
});
