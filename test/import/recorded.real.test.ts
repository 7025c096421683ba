import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {LocalShell} from '../../src/adapters/shell/local-shell.js';
import {recordedFolder, type Recording} from './recorded-shell.js';

const said = (stdout: string) => (stdout === '' ? null : (JSON.parse(stdout) as {readonly services: unknown}).services);
const words = (stderr: string) =>
  stderr
    .replaceAll(/time="[^"]*" /g, '')
    // Of several services Compose names any one.
    .replaceAll(/(?<=can't set container_name and )\S+/g, 'SERVICE')
    .split('\n')
    .sort();

/** Everything that other versions of Compose put around services aside. */
describe('what is recorded of Compose', () => {
  it.each(readdirSync(recordedFolder))('is what Compose says: %s', async (name) => {
    const all = JSON.parse(readFileSync(join(recordedFolder, name), 'utf8')) as Readonly<Record<string, Recording>>;
    for (const recording of Object.values(all)) {
      const folder = mkdtempSync(join(tmpdir(), 'muster-recorded-'));
      const {'-': input, ...texts} = recording.texts;
      for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), text);
      const here = (text: string) => text.replaceAll('/project', folder);
      const {env} = recording;
      const args = recording.args.map(here);
      const result = await new LocalShell().run({file: 'docker', args, env, ...(input === undefined ? {} : {input})});
      rmSync(folder, {recursive: true});
      expect([result.exit, said(result.stdout), words(result.stderr)]).toEqual([
        recording.exit,
        said(here(recording.stdout)),
        words(here(recording.stderr)),
      ]);
    }
  });
});
