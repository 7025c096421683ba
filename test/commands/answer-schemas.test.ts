import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {knownCommands} from '../support/command-grammar.js';
import {aCli} from '../support/run-cli.js';
// @ts-expect-error: a script without types.
import {answerSchemaTexts as computed} from '../../scripts/answer-schemas.mjs';

const answerSchemaTexts = computed as () => Readonly<Record<string, string>>;
const folder = join(import.meta.dirname, '..', '..', 'schemas', 'answers');

describe('the schemas of answers', () => {
  it('are there for every command', async () => {
    const names = (await knownCommands()).map(({id}) => `${id.replaceAll(':', '-')}.schema.json`);
    expect(readdirSync(folder).sort()).toEqual(names.sort());
  });

  it('say what the types of the commands say', async () => {
    for (const [name, text] of Object.entries(answerSchemaTexts()))
      await expect(text).toMatchFileSnapshot(join(folder, `${name}.schema.json`));
  }, 180_000);

  it('know all that an answer may have where a flag adds to it', async () => {
    const {exit, json} = await (await aCli()).run('agent install --print --json');
    expect([exit, json.data.text]).toEqual([0, expect.stringContaining('[Unit]')]);
  });

  it('know all of a cluster that commands act for from now on, and nothing of how the context was read', async () => {
    const cli = await aCli();
    const [{id}] = (await cli.run('cluster list --json')).json.data;
    const {json} = await cli.run(['cluster', 'switch', id, '--json']);
    expect(Object.keys(json.data)).not.toContain('broken');
    expect(Object.keys(json.data.cluster)).toContain('heartbeatSeconds');
  });

  it('are printed by the name of the command, as it is typed or with hyphens', async () => {
    const cli = await aCli();
    const [typed, hyphened] = await Promise.all([
      cli.run(['topology', 'schema', 'node list']),
      cli.run('topology schema node-list'),
    ]);
    expect(typed.stdout).toBe(hyphened.stdout);
    expect(typed.json.title).toBe('What `muster node list --json` writes to stdout when it succeeds');
    expect(await cli.run('topology schema node-lst --json')).toMatchObject({
      exit: 4,
      json: {error: {hint: expect.stringContaining('node-list')}},
    });
  });
});
