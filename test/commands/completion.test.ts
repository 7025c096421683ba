import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {describe, expect, it} from 'vitest';
import {schemaVersion} from '../../src/adapters/store/schema.js';
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

/** What a shell is told when the last of these words is to be completed. */
async function told(cli: Cli, words: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const {exit, stdout, stderr} = await cli.run(['__complete', ...words.split(' ')], {env});
  expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
  return stdout;
}

describe('completion', () => {
  it('asks the store, and tells what each word is', async () => {
    const cli = await aFleet();
    expect(await told(cli, 'node show ')).toBe('words\nweb-1\tlocal\nweb-2\tssh://ops@10.0.0.2\n');
    expect(await told(cli, 'node show --org nope ')).toBe('words\n');
    expect(await told(cli, 'service show ', {MUSTER_ENV: 'prod'})).toBe('words\n');
    expect(await told(cli, 'service show ', {MUSTER_ENV: 'test'})).toBe('words\ncache\tredis in env test\n');
    expect(await told(cli, 'apply -f ')).toBe('files\n');
  });

  it('knows the commands by the manifest', async () => {
    const cli = await aCli({init: false});
    expect(await told(cli, 'nod')).toBe('words\nnode\tmachines that run instances\n');
    expect(await told(cli, 'node cor')).toBe('words\ncordon\tkeep new instances from a machine\n');
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
    sqlite.prepare('delete from migrations where number = ?').run(schemaVersion);
    sqlite.pragma(`user_version = ${schemaVersion - 1}`);
    sqlite.close();
    const before = {bytes: readFileSync(path).toString('base64'), files: readdirSync(cli.home)};
    expect(await cli.run(['__complete', 'node', 'show', ''])).toMatchObject({exit: 0, stdout: '', stderr: ''});
    expect({bytes: readFileSync(path).toString('base64'), files: readdirSync(cli.home)}).toEqual(before);
    expect(await cli.run('node list --output name')).toMatchObject({exit: 0, stdout: 'web-1\nweb-2\n'});
  });

  it.each(['bash', 'zsh', 'fish'])('has a script for %s', async (shell) => {
    const cli = await aCli({init: false});
    const {stdout} = await cli.run(`completion ${shell}`);
    expect(stdout).toContain('__complete');
    expect((await cli.run(`completion ${shell} --json`)).json.data).toEqual({shell, script: stdout});
    expect(existsSync(join(cli.home, 'muster.db'))).toBe(false);
  });
});
