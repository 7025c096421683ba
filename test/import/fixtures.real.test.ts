import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';
import {importTexts, told} from './import.js';

const folder = join(import.meta.dirname, 'fixtures');
const files = readdirSync(folder).filter((file) => /\.(?:yaml|conf)$/.test(file));

/** Each file by itself, and those that describe one cluster together. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ...files.map((file) => [file, [file]] as const),
  ['new-api-cluster', ['new-api-master.compose.yaml', 'new-api-slave.compose.yaml', 'new-api.nginx.conf']],
  ['everything-of-new-api', files.filter((file) => file !== 'weiyuai.nginx.conf')],
];
/** Values in the files that must not be seen anywhere else; `password` and `root` are words of sentences too. */
const values = [
  'your_unique_session_secret',
  'your_unique_crypto_secret',
  'your_redis_password',
  'root:password',
  'default:password',
];

const texts = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('hand-made files', () => {
  it.each(cases)('%s become a topology that is valid, and no secret of theirs is told', async (_name, names) => {
    const cli = await aCli({init: false});
    const run = await cli.run(['topology', 'import', ...names.flatMap((file) => ['-f', file])], {cwd: folder});
    expect(await cli.run(`topology validate -f ${cli.write('cluster.yaml', run.stdout)} --json`)).toMatchObject({exit: 0});
    for (const value of values)
      expect(run.stdout + run.stderr + JSON.stringify(told(await importTexts(texts(names))))).not.toContain(value);
  });
});
