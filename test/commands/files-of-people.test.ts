import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {execa} from 'execa';
import {expect, it} from 'vitest';
import {builtCli} from '../support/built-cli.js';
import {aCli, type Cli} from '../support/run-cli.js';

/** Paths that no file can be read from or written to, with what is said of them. */
const hopeless = [
  ['nowhere/x', 'does not exist'],
  ['folder', 'it is a folder'],
  ['plain/x', 'a part of its path is no folder'],
  ['a'.repeat(300), 'its name is too long'],
  ['loop', 'its symbolic links lead round in a circle'],
] as const;

async function aHome(): Promise<Cli> {
  const cli = await aCli();
  mkdirSync(join(cli.home, 'folder'));
  cli.write('plain', 'nothing\n');
  cli.write('cluster.yaml', 'apiVersion: muster/v1\nenvs: {prod: {}}\n');
  symlinkSync('loop', join(cli.home, 'loop'));
  await cli.run('env create prod');
  return cli;
}

it.each(hopeless)('a command that writes %s says why it cannot, and exits 2', async (path, reason) => {
  const cli = await aHome();
  const others = path === 'folder' ? ['topology graph --out', 'topology import -f nginx.conf --out'] : [];
  for (const line of ['plan -f cluster.yaml --out', ...others]) {
    cli.write('nginx.conf', 'server { listen 80; location / { proxy_pass http://127.0.0.1:3000; } }\n');
    const run = await cli.run([...line.split(' '), path, '--json']);
    expect(run, line).toMatchObject({
      exit: 2,
      json: {error: {code: 'FILE_UNWRITABLE', message: expect.stringContaining(reason)}},
    });
  }
});

it.each(hopeless)('a command that reads %s says why it cannot, and exits 2', async (path, reason) => {
  const cli = await aHome();
  const others = path === 'folder' ? ['topology import -f', 'topology validate -f', 'secret set a --env prod --from-file'] : [];
  for (const line of ['apply', ...others]) {
    const run = await cli.run([...line.split(' '), path, '--json']);
    expect(run, line).toMatchObject({exit: 2, json: {error: {message: expect.stringContaining(reason)}}});
    expect(run.json.error.code, line).toMatch(/^FILE_(NOT_FOUND|UNREADABLE)$/);
  }
});

it('a full disk is no mistake of whoever typed, and is told with exit 7', async () => {
  const cli = await aHome();
  for (const line of ['plan -f cluster.yaml --out /dev/full', 'topology graph --out /dev/full']) {
    expect(await cli.run(line), line).toMatchObject({exit: 7, stderr: expect.stringContaining('no space is left on the disk')});
  }
});

it('a folder in which the system lets none be made ends the command', async () => {
  const cli = await aHome();
  expect(await cli.run('init --store /proc/nowhere/a/b.db --json')).toMatchObject({
    exit: 7,
    json: {error: {code: 'STORE_READONLY', message: 'The store at /proc/nowhere/a/b.db cannot be written.'}},
  });
});

it('what has no end is not read to it', async () => {
  const cli = await aHome();
  expect(await cli.run('secret set a --env prod --from-file /dev/zero')).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('SECRET_TOO_LONG'),
  });
  expect(await cli.run('secret set a --env prod', {input: 'x'.repeat(200_000)})).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('SECRET_TOO_LONG'),
  });
  expect(await cli.run('topology validate -f /dev/zero')).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('longer than 256 MiB'),
  });
});

it.each(hopeless.slice(1))('a store cannot be at %s, and that is no bug', async (path, reason) => {
  const cli = await aHome();
  for (const command of ['init', ...(path === 'folder' ? ['node list', 'store status', 'store migrate'] : [])]) {
    const run = await cli.run([...command.split(' '), '--store', path, '--json']);
    expect([2, 7], command).toContain(run.exit);
    expect(run.json.error.code, command).toMatch(/^STORE_(ADDRESS_INVALID|FOREIGN|MISSING)$/);
    if (run.json.error.code !== 'STORE_MISSING') expect(run.json.error.message).toContain(reason);
  }
});

it.each(['node list', 'init', 'store status', 'store migrate'])(
  '`%s` takes a file that never was a store for what it is, and changes no byte of it',
  async (command) => {
    const cli = await aCli();
    const text = cli.write('notes.txt', 'root:x:0:0:root:/root:/bin/bash\n'.repeat(100));
    const other = join(cli.home, 'places.db');
    const database = new DatabaseSync(other);
    database.exec('create table places (url text); pragma user_version = 7');
    database.close();
    for (const path of [text, other]) {
      const before = await contentOf(path);
      const {exit, json} = await cli.run([...command.split(' '), '--store', path, '--json']);
      expect([exit, json.error.code], path).toEqual([7, 'STORE_FOREIGN']);
      expect(json.error.hint).not.toMatch(/rm |remove/);
      expect(await contentOf(path)).toEqual(before);
    }
  },
);

async function contentOf(path: string): Promise<Buffer> {
  const {readFile} = await import('node:fs/promises');
  return readFile(path);
}

it('a store that was named and is not there leads to its path, and the command that is told makes it', async () => {
  const cli = await aCli();
  const path = join(cli.home, 'my stores', 'x.db');
  const {exit, json} = await cli.run(['node', 'list', '--store', path, '--json']);
  expect([exit, json.error.code]).toEqual([7, 'STORE_MISSING']);
  const [, command = ''] = /(muster init .*)$/.exec(json.error.hint) ?? [];
  expect(command).toBe(`muster init --store '${path}'`);
  await execa('sh', ['-c', command.replace('muster', '"$0" "$1"'), process.execPath, join(await builtCli(), 'bin', 'run.js')], {
    env: {MUSTER_HOME: cli.home},
  });
  expect(await cli.run(['node', 'list', '--store', path])).toMatchObject({exit: 0});
});

async function redirected(cli: Cli, line: string, where: string) {
  const script = `"$0" "$@" ${where}`;
  return execa('sh', ['-c', script, process.execPath, join(await builtCli(), 'bin', 'run.js'), ...line.split(' ')], {
    env: {MUSTER_HOME: cli.home, MUSTER_ACTOR: 'tester', ...cli.store},
    reject: false,
  });
}

it.each(['node list', 'node list --json', 'help', 'node list --help', 'completion bash', '--version'])(
  '`%s` that cannot write its answer says so and exits 7',
  async (line) => {
    const cli = await aHome();
    const run = await redirected(cli, line, '>/dev/full');
    expect(run.exitCode).toBe(7);
    expect(run.stderr).toMatch(/^Error: .*no space is left on the disk\. \(OUTPUT_UNWRITABLE\)\nNext: .*$/m);
    expect(run.stderr).not.toContain('    at ');
  },
);

it('a change whose answer could not be written is done, and in the audit', async () => {
  const cli = await aHome();
  await redirected(cli, 'env create other', '>/dev/full');
  expect((await cli.run('env list --json')).json.data.map((env: {name: string}) => env.name)).toEqual(['other', 'prod']);
  expect((await cli.run('audit list')).stdout).toContain('muster env create other'.slice('muster '.length));
});

it.each([
  ['node list', '2>/dev/full', 0],
  ['node show nope', '2>/dev/full', 4],
  ['nodez', '2>/dev/full', 2],
  ['node show nope', '>/dev/full 2>/dev/full', 4],
  ['node show nope --json', '>/dev/full', 4],
  ['node list', '>&-', 0],
  ['node show nope', '2>&-', 4],
  ['node list', '<&- >&- 2>&-', 0],
])('`muster %s %s` exits %i as it would have', async (line, where, exit) => {
  expect((await redirected(await aHome(), line, where)).exitCode).toBe(exit);
});

it.each(['apply x --json', 'status --json', 'node list --json', 'node list'])(
  '`%s` that cannot write why it failed exits as the failure does, before anything of a command has run',
  async (line) => {
    const cli = await aHome();
    cli.write('context.json', '{"env": ');
    const run = await redirected(cli, line, '>/dev/full');
    expect([run.exitCode, run.stderr]).toEqual([2, expect.not.stringContaining('    at ')]);
  },
);

it.each(['/dev/zero', '/dev/full'])('a context of %s is not read to its end, which it has none of', async (path) => {
  const cli = await aHome();
  const env = {MUSTER_CONTEXT: path};
  const refused = {code: 'CONTEXT_BROKEN', message: expect.stringContaining('it is longer than 64 KiB')};
  expect(await cli.run('node list --json', {env})).toMatchObject({exit: 2, json: {error: refused}});
  expect(await cli.run('context show --json', {env})).toMatchObject({exit: 0, json: {warnings: [refused]}});
});

it('a file that the system refuses to Muster itself is told as the file', async () => {
  const cli = await aCli();
  const home = join(cli.home, 'no-home');
  writeFileSync(home, '');
  const run = await cli.run('init', {env: {MUSTER_HOME: home, MUSTER_CONTEXT: join(cli.home, 'context.json'), MUSTER_STORE: ''}});
  expect(run.exit).not.toBe(1);
  expect(run.stderr).toContain(home);
});
