import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished} from 'vitest';
import {SystemClock} from '../../src/adapters/clock/system-clock.js';
import {openStore} from '../../src/adapters/store/open-store.js';
import {schemaVersion, unfinishedNumber} from '../../src/adapters/store/schema.js';
import {builtCli} from '../support/built-cli.js';
import {connectTo, type DatabaseServer, type TestDatabase} from '../support/database-server.js';
import {startMariadb} from '../support/mariadb.js';
import {aCli, type Cli} from '../support/run-cli.js';
import {until} from '../support/until.js';

let server: DatabaseServer;
let database: TestDatabase;
/** The address without the password, and the password where a command looks for it. */
let to: string;
let password: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await startMariadb();
});
afterAll(() => server.remove());
beforeEach(async () => {
  database = await server.createDatabase();
  onTestFinished(database.drop);
  to = `mysql://${database.user}@${server.host}:${server.port}/${database.name}`;
  password = {MUSTER_STORE_PASSWORD: database.password};
});

const many = 20_000;

/** A store that takes a while to copy. */
async function fillStore(cli: Cli): Promise<void> {
  const store = await openStore({address: join(cli.home, 'muster.db'), create: false, clock: new SystemClock()});
  await store.change((before) => ({
    commit: {
      after: {
        ...before,
        nodes: Array.from({length: many}, (_, index) => {
          const name = `n${`${index}`.padStart(5, '0')}`;
          const facts = {capacity: {}, labels: {}, weight: null, zone: null, state: 'active' as const};
          return {org: 'default', name, connect: `ssh://${name}`, address: name, group: 'default', ...facts};
        }),
      },
    },
    result: null,
  }));
  await store.close();
}

describe('a store on MariaDB', () => {
  it('gets everything of a copy that was killed in the middle and run again; nobody takes it for a store before', async () => {
    const cli = await aCli();
    await fillStore(cli);
    const child = spawn(process.execPath, [join(await builtCli(), 'bin', 'run.js'), 'store', 'copy', '--to', to], {
      env: {...process.env, MUSTER_HOME: cli.home, ...password},
      stdio: 'ignore',
    });
    const {host, port} = server;
    const watcher = await connectTo({host, port, user: database.user, password: database.password, database: database.name});
    onTestFinished(() => watcher.destroy());
    const copied = async () => {
      const [rows] = await watcher.query('select count(*) as n from nodes').catch(() => [[]]);
      return Number((rows as {n: number}[])[0]?.n ?? 0);
    };
    await until('some nodes are there', async () => (await copied()) > 0, {everyMs: 1});
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await copied()).toBeLessThan(many);
    expect(await database.query(`select version from migrations where number = ${unfinishedNumber}`)).toHaveLength(1);
    const env = {MUSTER_STORE: to, ...password};
    expect(await cli.run('node list --json', {env})).toMatchObject({exit: 7, json: {error: {code: 'STORE_UNFINISHED'}}});
    // The lease of the killed one ends by itself, and is waited for.
    const again = await cli.run(`store copy --to ${to} --json`, {env: password});
    expect(again.json.data, again.stdout).toMatchObject({changed: true, resumed: true, to});
    expect(again.stdout + again.stderr).not.toContain(database.password);
    expect((await cli.run('node list --json', {env})).json.data).toHaveLength(many);
    expect((await cli.run('node add web-1 --connect local', {env})).exit).toBe(0);
    const left = `--store ${join(cli.home, 'muster.db')}`;
    expect((await cli.run(`node add web-1 --connect local --json ${left}`)).json.error.code).toBe('STORE_MOVED');
  });

  it('tells of itself: server, encryption, clock and who else is connected', async () => {
    const cli = await aCli({init: false});
    const env = {MUSTER_STORE: `${to}?tls-ca=${server.authority}`, ...password};
    expect((await cli.run('store status --json', {env})).json.error).toMatchObject({code: 'STORE_MISSING'});
    await cli.run('init', {env});
    const {host, port} = server;
    const other = await connectTo({host, port, user: database.user, password: database.password, database: database.name});
    onTestFinished(() => other.destroy());
    const {json} = await cli.run('store status --json', {env});
    expect(json.data).toMatchObject({
      address: to,
      database: {kind: 'MariaDB', version: expect.stringMatching(/^1\d\./)},
      state: 'current',
      tls: {version: expect.stringMatching(/^TLS/), cipher: expect.any(String)},
      connections: [{user: database.user, from: expect.stringMatching(/^127\.0\.0\.1/), idleSeconds: expect.any(Number)}],
      backup: null,
    });
    expect(Math.abs(json.data.clockAheadMs)).toBeLessThanOrEqual(json.data.clockErrorMs + 1000);
    expect((await cli.run('store status --json', {env: {MUSTER_STORE: to, ...password}})).json.data.tls).toBeNull();
  });

  it('of an older Muster waits for store migrate, which says who is connected and asks', async () => {
    const cli = await aCli({init: false});
    const env = {MUSTER_STORE: to, ...password};
    await cli.run('init', {env});
    await database.query(`delete from migrations where number >= ${schemaVersion}`);
    for (const line of ['node list', 'node add web-1 --connect local', 'init'])
      expect(await cli.run(`${line} --json`, {env})).toMatchObject({
        exit: 7,
        json: {error: {code: 'STORE_OLDER', hint: expect.stringContaining('muster store migrate')}},
      });
    expect((await cli.run('store status --json', {env})).json.data).toMatchObject({state: 'older'});
    const {host, port} = server;
    const other = await connectTo({host, port, user: database.user, password: database.password, database: database.name});
    const asked = await cli.run('store migrate --json', {env});
    expect(asked).toMatchObject({exit: 2, json: {error: {code: 'CONFIRMATION_NEEDED'}}});
    expect(asked.json.error.message).toContain(`${database.user} from 127.0.0.1`);
    other.destroy();
    expect((await cli.run('store status --json', {env})).json.data).toMatchObject({state: 'older'});
    expect((await cli.run('store migrate --yes --json', {env})).json.data).toMatchObject({changed: true, to: schemaVersion});
    expect((await cli.run('node add web-1 --connect local', {env})).exit).toBe(0);
  });

  it('that nobody has finished making is gone on with by init', async () => {
    const cli = await aCli({init: false});
    const env = {MUSTER_STORE: to, ...password};
    await (await openStore({address: database.address, create: true, clock: new SystemClock()})).close();
    await database.query(`delete from migrations where number >= ${schemaVersion}`);
    expect(await cli.run('init', {env})).toMatchObject({exit: 0});
    expect((await cli.run('node list --json', {env})).json.data).toEqual([]);
  });
});
