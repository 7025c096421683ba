import {readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {expect, it, onTestFinished} from 'vitest';
import {schemaVersion, unfinishedNumber} from '../../src/adapters/store/schema.js';
import {anAgentHome} from '../support/agents.js';
import {aCli} from '../support/run-cli.js';

it('store status tells what the store is, in both forms', async () => {
  const cli = await aCli();
  await cli.run('node add web-1 --connect local');
  const {json} = await cli.run('store status --json');
  expect(json.data).toMatchObject({
    address: join(cli.home, 'muster.db'),
    database: {kind: 'SQLite', version: expect.stringMatching(/^3\./)},
    state: 'current',
    schema: {store: schemaVersion, program: schemaVersion},
    backup: {path: join(cli.home, 'muster.db.bak'), at: expect.stringMatching(/Z$/)},
    tls: null,
    connections: null,
    holders: [],
    movedTo: null,
  });
  expect(json.data.tables).toContainEqual({table: 'nodes', rows: 1});
  expect(json.data.sizeBytes).toBeGreaterThanOrEqual(statSync(join(cli.home, 'muster.db')).size);
  expect(Math.abs(json.data.clockAheadMs)).toBeLessThan(1000);
  const {stdout} = await cli.run('store status');
  expect(stdout).toMatch(/^database +SQLite 3\./m);
  expect(stdout).toMatch(/^state +up to date$/m);
});

it('store status and migrate tell of a store of another version, which status does not change', async () => {
  const cli = await aCli();
  const path = join(cli.home, 'muster.db');
  const sqlite = new Sqlite(path);
  sqlite.exec(`delete from migrations where number >= ${schemaVersion}; pragma user_version = ${schemaVersion - 1}`);
  sqlite.close();
  expect((await cli.run('store status --json')).json.data).toMatchObject({state: 'older', schema: {store: schemaVersion - 1}});
  const dry = await cli.run('store migrate --dry-run --json');
  expect(dry.json.data).toMatchObject({changed: true, dryRun: true, from: schemaVersion - 1, to: schemaVersion});
  expect((await cli.run('store status --json')).json.data.state).toBe('older');
  expect((await cli.run('store migrate')).stdout).toContain(`from schema ${schemaVersion - 1} to ${schemaVersion}`);
  expect((await cli.run('store migrate --json')).json.data).toMatchObject({changed: false});
  const newer = new Sqlite(path);
  newer.exec(
    `insert into migrations values (${schemaVersion + 1}, 'next', '9.9.9', ''); pragma user_version = ${schemaVersion + 1}`,
  );
  newer.close();
  expect((await cli.run('store status --json')).json.data).toMatchObject({state: 'newer', schema: {madeBy: '9.9.9'}});
  expect(await cli.run('store migrate --json')).toMatchObject({exit: 7, json: {error: {code: 'STORE_NEWER'}}});
});

it('store copy moves the store, tells what to set, and records itself there; the one before takes no changes', async () => {
  const cli = await aCli();
  await cli.run('node add web-1 --connect local');
  const to = join(cli.home, 'there', 'muster.db');
  const dry = await cli.run(`store copy --to ${to} --dry-run --json`);
  expect(dry.json.data).toMatchObject({changed: true, dryRun: true, to});
  expect(readdirSync(cli.home)).not.toContain('there');
  const copied = await cli.run(`store copy --to ${to} --no-switch`);
  expect(copied).toMatchObject({exit: 0, stdout: expect.stringContaining(`export MUSTER_STORE=${to}`)});
  expect(copied.stdout).toMatch(/^nodes +1 +[0-9a-f]{16}$/m);
  expect(copied.stderr).toMatch(/^copying \d+ rows$/m);
  const env = {MUSTER_STORE: to};
  const records = (await cli.run('audit list --json', {env})).json.data;
  expect(records.map(({command}: {readonly command: string}) => command)).toEqual(['store copy', 'node add']);
  expect((await cli.run('node add web-2 --connect ssh://a@b', {env})).exit).toBe(0);
  expect((await cli.run('store status --json')).json.data.movedTo).toMatchObject({to});
  const late = await cli.run('node add web-3 --connect ssh://c@d --json');
  expect(late).toMatchObject({exit: 7, json: {error: {code: 'STORE_MOVED', details: {movedTo: to}}}});
  expect(await cli.run('node list')).toMatchObject({exit: 0, stderr: expect.stringContaining('STORE_MOVED')});
  expect((await cli.run(`store copy --to ${to} --json`)).json.data).toMatchObject({changed: false});
  expect((await cli.run(`store copy --to ${join(cli.home, 'muster.db')} --json`, {env})).json.data).toMatchObject({
    changed: true,
  });
  expect((await cli.run('node list --json')).json.data).toHaveLength(2);
  expect((await cli.run('node add web-3 --connect ssh://c@d')).exit).toBe(0);
});

it('store copy has the context name the copy at the end, unless the store was named by hand', async () => {
  const cli = await aCli();
  const to = join(cli.home, 'there.db');
  expect((await cli.run(`store copy --to ${to} --json`)).json.data).toMatchObject({changed: true, switched: true});
  expect((await cli.run('context show --json')).json.data).toContainEqual({
    key: 'store',
    value: to,
    source: join(cli.home, 'context.json'),
  });
  expect((await cli.run('node add web-1 --connect local')).exit).toBe(0);
  const byHand = await cli.run(`store copy --to ${join(cli.home, 'else.db')} --json`, {env: {MUSTER_STORE: to}});
  expect(byHand.json.data).toMatchObject({changed: true, switched: true});
  const back = await cli.run(`store copy --to ${join(cli.home, 'muster.db')} --store ${join(cli.home, 'else.db')} --json`);
  expect(back.json.data).toMatchObject({changed: true, switched: false});
});

it('store copy leaves alone what is not an empty place, and a password out of the process list', async () => {
  const cli = await aCli();
  const refused = async (to: string) => {
    const {exit, json} = await cli.run(`store copy --to ${to} --json`);
    return [exit, json.error.code];
  };
  const text = cli.write('notes.txt', 'not a database, and long enough to be read as a header of one '.repeat(20));
  expect(await refused(text)).toEqual([7, 'STORE_FOREIGN']);
  const foreign = join(cli.home, 'foreign.db');
  const sqlite = new Sqlite(foreign);
  sqlite.exec('create table customers (id integer)');
  sqlite.close();
  const before = statSync(foreign);
  expect(await refused(foreign)).toEqual([7, 'STORE_FOREIGN']);
  expect(statSync(foreign).mtimeMs).toBe(before.mtimeMs);
  const other = await aCli();
  expect(await refused(join(other.home, 'muster.db'))).toEqual([4, 'STORE_NOT_EMPTY']);
  expect(await refused('mysql://me:hunter2@127.0.0.1/muster')).toEqual([2, 'PASSWORD_IN_FLAG']);
  expect(await refused('postgres://127.0.0.1/muster')).toEqual([2, 'STORE_ADDRESS_INVALID']);
  expect(await refused('mysql://me@127.0.0.1:1/muster')).toEqual([7, 'STORE_UNREACHABLE']);
  writeFileSync(join(cli.home, 'empty.db'), '');
  expect((await cli.run(`store copy --to ${join(cli.home, 'empty.db')} --json`)).exit).toBe(0);
  rmSync(join(cli.home, 'empty.db'));
});

it('a store that is being copied to is refused by every command and told about by its status', async () => {
  const cli = await aCli();
  const sqlite = new Sqlite(join(cli.home, 'muster.db'));
  sqlite.exec(`insert into migrations values (${unfinishedNumber}, 'copy', 'id', ''); pragma user_version = ${unfinishedNumber}`);
  sqlite.close();
  for (const line of ['node list', 'init', 'node add web-1 --connect local'])
    expect(await cli.run(`${line} --json`)).toMatchObject({exit: 7, json: {error: {code: 'STORE_UNFINISHED'}}});
  expect((await cli.run('store status --json')).json.data.state).toBe('unfinished');
});

it('an agent of a store that is moved ends, and finds the other one when it is started again', async () => {
  const home = await anAgentHome(onTestFinished);
  const agent = await home.agent();
  await agent.told('active');
  const copied = await home.run('store', 'copy', '--to', join(home.home, 'there.db'));
  expect(copied.exit, copied.stderr).toBe(0);
  expect((await agent.ended).exit).toBe(7);
  await (await home.agent()).told('active');
}, 60_000);
