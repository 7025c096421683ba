import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';

const declared = {
  apiVersion: 'muster/v1',
  nodes: {'web-1': {connect: 'local'}, 'web-2': {connect: 'ssh://ops@10.0.0.2'}},
  envs: {
    prod: {labels: {stage: 'production'}, nodes: ['web-1'], entries: ['a.com', ':8080']},
    test: {entries: ['[2001:db8::1]:80'], services: {cache: {kind: 'redis', url: 'redis://r:6379'}}},
  },
};

async function aFleet(): Promise<Cli> {
  const cli = await aCli({init: false});
  await cli.run(['apply', '-f', cli.write('fleet.json', JSON.stringify(declared))]);
  return cli;
}

interface Answer {
  readonly kind: string | undefined;
  readonly values: readonly string[];
  readonly lines: readonly string[];
}

/** What a shell is told when the last of these words is to be completed. */
async function asked(cli: Cli, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const {exit, stdout, stderr} = await cli.run(['__complete', ...words], {env});
  expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
  const [kind, ...lines] = stdout.split('\n').slice(0, -1);
  return {kind, lines, values: lines.map((line) => line.split('\t')[0] as string)};
}

const line = (text: string) => text.split(' ');

/** The line up to the cursor, and what its last word can become; null: every flag that is left. */
const offers = [
  ['no', ['node']],
  ['node un', ['uncordon']],
  ['completion ', ['bash', 'zsh', 'fish']],
  ['help entry ', ['add', 'list', 'move', 'remove']],
  ['node show ', ['web-1', 'web-2']],
  ['node rm web-', ['web-1', 'web-2']],
  ['env join prod ', ['web-1', 'web-2']],
  ['env join prod web-1 ', ['web-2']],
  ['env create ', []],
  ['entry remove a', ['a.com:80']],
  ['entry remove --env test ', ['[2001:db8::1]:80']],
  ['entry move a.com:80 --from prod --to ', ['prod', 'test']],
  ['service show --env=test ', ['cache']],
  ['service show --env prod ', []],
  ['service show ca', ['cache']],
  ['service add db --kind ', ['mysql', 'redis']],
  ['service add db --kind=m', ['--kind=mysql']],
  ['node list --output ', ['table', 'wide', 'json', 'yaml', 'name']],
  ['node list -e ', ['prod', 'test']],
  ['node list --ou', ['--output']],
  ['env clone prod --no-se', ['--no-secrets']],
  ['node list --columns name,we', ['name,weight']],
  ['node list --sort -we', ['-weight']],
  ['app create shop --recipe ', ['new-api', 'web']],
  ['app deploy shop --balance ro', ['round-robin']],
  ['app status hello ', ['--env']],
  ['node show web-1 --', null],
  ['node show -- ', ['web-1', 'web-2']],
  ['nonsense ', []],
  ['node nonsense ', []],
] as const;

describe('completion', () => {
  it('offers what can stand there', async () => {
    const cli = await aFleet();
    for (const [text, expected] of offers) {
      const {kind, values} = await asked(cli, line(text));
      expect.soft(kind, text).toBe('words');
      if (expected === null) expect.soft(values, text).toContain('--org');
      else expect.soft(values, text).toEqual(expected);
    }
  });

  it('tells what each word is', async () => {
    const cli = await aFleet();
    expect((await asked(cli, line('node show '))).lines).toEqual(['web-1\tlocal', 'web-2\tssh://ops@10.0.0.2']);
    expect((await asked(cli, line('env show pr'))).lines).toEqual(['prod\tstage=production']);
    expect((await asked(cli, line('nod'))).lines).toEqual(['node\tmachines that run instances']);
    expect((await asked(cli, line('node cor'))).lines).toEqual(['cordon\tkeep new instances from a machine']);
  });

  it('goes on after a key to filter by, and leaves files to the shell', async () => {
    const cli = await aFleet();
    expect(await asked(cli, line('env list --filter name=x,pur'))).toMatchObject({kind: 'open', values: ['name=x,purpose=']});
    expect(await asked(cli, line('apply -f '))).toMatchObject({kind: 'files', values: []});
    expect(await asked(cli, line('apply -f a '))).toMatchObject({kind: 'files', values: []});
    expect(await asked(cli, line('app create shop --recipe ./'))).toMatchObject({kind: 'files', values: []});
  });

  it('looks where the flags and the variables point', async () => {
    const cli = await aFleet();
    expect((await asked(cli, line('node show --org nope '))).values).toEqual([]);
    expect((await asked(cli, line('service show '), {MUSTER_ENV: 'prod'})).values).toEqual([]);
    expect((await asked(cli, line('service show '), {MUSTER_ENV: 'test'})).values).toEqual(['cache']);
  });

  it('makes no store, and is silent where there is none', async () => {
    const cli = await aCli({init: false});
    expect(await cli.run(['__complete', 'node', 'show', ''])).toMatchObject({exit: 0, stdout: '', stderr: ''});
    expect(await cli.run(['__complete'])).toMatchObject({exit: 0, stderr: ''});
    expect(readdirSync(cli.home)).toEqual([]);
  });

  it('leaves a store as it is that an older Muster made', async () => {
    const cli = await aFleet();
    const path = join(cli.home, 'muster.db');
    const sqlite = new Sqlite(path);
    sqlite.pragma('user_version = 1');
    sqlite.close();
    const before = readFileSync(path);
    expect(await cli.run(['__complete', 'node', 'show', ''])).toMatchObject({exit: 0, stdout: '', stderr: ''});
    expect(Buffer.compare(readFileSync(path), before)).toBe(0);
  });

  it.each(['bash', 'zsh', 'fish'])('has a script for %s', async (shell) => {
    const cli = await aCli({init: false});
    const {stdout} = await cli.run(`completion ${shell}`);
    expect(stdout).toContain('__complete');
    expect((await cli.run(`completion ${shell} --json`)).json.data).toEqual({shell, script: stdout});
    expect(existsSync(join(cli.home, 'muster.db'))).toBe(false);
  });
});
