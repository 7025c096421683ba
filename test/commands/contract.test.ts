import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import * as z from 'zod';
import {builtCli} from '../support/built-cli.js';
import {aCli, type Cli} from '../support/run-cli.js';

const schemaOf = (name: string) =>
  z.fromJSONSchema(JSON.parse(readFileSync(join(import.meta.dirname, `../../schemas/${name}.schema.json`), 'utf8')));
const escape = String.fromCharCode(27);

async function aSmallFleet(): Promise<Cli> {
  const cli = await aCli();
  await cli.run('node add web-1 --connect local');
  await cli.run('env create prod');
  await cli.run('entry add a.com --env prod');
  return cli;
}

const failures = [
  ['node show nope', 4],
  ['node update nope --weight 1', 4],
  ['env show nope', 4],
  ['env join nope web-1', 4],
  ['env join prod nope', 4],
  ['node list --org nope', 4],
  ['entry add a.com --env nope', 4],
  ['entry add b.com --env prod --app nope', 4],
  ['config list --env nope', 4],
  ['config set A=1 --env prod --app nope', 4],
  ['secret list --env nope', 4],
  ['secret rotate nope --env prod', 4],
  ['service check nope --env prod', 4],
  ['lock acquire --env nope --reason x', 4],
  ['topology schema nope', 4],
  ['node add web-1 --connect local --weight 1', 3],
  ['node add web_2 --connect local', 3],
  ['entry add a.com:0 --env prod', 3],
  ['env delete prod', 3],
  ['node update web-1 --weight 257', 3],
  ['node add x --connect nonsense', 2],
  ['node add x --connect local --capacity cpu=-1', 2],
  ['config set A --env prod', 2],
  ['topology validate', 2],
  ['topology validate -f nowhere.yaml', 2],
  ['secret rotate', 2],
  ['env delete prod --cascade', 2],
] as const;

describe('every failure', () => {
  it.each(failures)(
    '`muster %s` exits %i in both forms, as text on stderr and as one JSON object on stdout',
    async (line, exit) => {
      const cli = await aSmallFleet();
      const text = await cli.run(line);
      const json = await cli.run(`${line} --json`);
      expect([text.exit, json.exit]).toEqual([exit, exit]);
      expect(text.stdout).toBe('');
      expect(text.stderr).toMatch(/^Error: .*\([A-Z_]+\)\n/);
      expect(schemaOf('failure').safeParse(json.json).error).toBeUndefined();
      expect(json.json.error.hint).toBeTruthy();
    },
  );
});

describe('every answer', () => {
  it.each([
    'node list',
    'node show web-1',
    'env list',
    'env show prod',
    'entry list',
    'service list',
    'service check --env prod',
    'secret list',
    'config list --env prod',
    'lock list',
    'audit list',
    'topology export',
    'topology schema',
    'version',
    'help',
    'node remove web-9 --missing-ok',
    'env create more',
    'config set A=1 --env prod',
    'lock acquire --env prod --reason x',
  ])('`muster %s --json` is one document of the published shape, without colour', async (line) => {
    const cli = await aSmallFleet();
    const {exit, json, stdout} = await cli.run(`${line} --json`, {env: {FORCE_COLOR: '1'}});
    expect(exit).toBe(0);
    expect(schemaOf('answer').safeParse(json).error).toBeUndefined();
    expect(stdout).not.toContain(escape);
  });

  it.each(['node list', 'env list', 'entry list', 'service list', 'secret list', 'audit list', 'lock list'])(
    '`muster %s` is an empty list and exit 0 where there is nothing',
    async (line) => {
      const cli = await aCli();
      expect(await cli.run(`${line} --json`)).toMatchObject({exit: 0, json: {data: []}});
      expect(await cli.run(line)).toMatchObject({exit: 0, stdout: '', stderr: expect.stringMatching(/^(There is|Nothing)/)});
    },
  );

  it('is the same data as JSON by flag, by variable and by --output, and as YAML', async () => {
    const cli = await aSmallFleet();
    const [flag, output, variable] = await Promise.all([
      cli.run('env list --json'),
      cli.run('env list --output json'),
      cli.run('env list', {env: {MUSTER_OUTPUT: 'json'}}),
    ]);
    expect(flag.json.data).toHaveLength(1);
    expect(output.json).toEqual(flag.json);
    expect(variable.json).toEqual(flag.json);
    expect((await cli.run('env list --output yaml')).stdout).toContain('name: prod');
  });

  it('has a header and one row a line, and no colour off a terminal or with NO_COLOR', async () => {
    const cli = await aSmallFleet();
    expect((await cli.run('env list')).stdout).toBe('NAME  NODES  ENTRIES   APPS  LABELS\nprod  -      a.com:80  -     -\n');
    expect((await cli.run('env list', {env: {FORCE_COLOR: '1'}})).stdout).toContain(escape);
    expect((await cli.run('env list', {env: {FORCE_COLOR: '1', NO_COLOR: '1'}})).stdout).not.toContain(escape);
  });
});

describe('a reader that goes away', () => {
  it('ends a command quietly', async () => {
    const cli = await aSmallFleet();
    const bin = join(await builtCli(), 'bin', 'run.js');
    const child = spawn(process.execPath, [bin, 'help'], {
      env: {...process.env, MUSTER_HOME: cli.home},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (bytes) => {
      stderr += String(bytes);
    });
    child.stdout.destroy();
    const exit = await new Promise((resolve) => child.on('close', (code) => resolve(code)));
    expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
  });
});
