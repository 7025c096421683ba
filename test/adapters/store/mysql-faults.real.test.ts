import {createServer, type Socket} from 'node:net';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished} from 'vitest';
import {openStore} from '../../../src/adapters/store/open-store.js';
import {schemaVersion} from '../../../src/adapters/store/schema.js';
import type {Store} from '../../../src/core/ports/store.js';
import {startCuttingProxy} from '../../support/cutting-proxy.js';
import {connectTo, type DatabaseServer, type TestDatabase} from '../../support/database-server.js';
import {databaseServers} from '../../support/database-servers.js';
import {until} from '../../support/until.js';
import {clock, heldBy} from './records.js';
import {acme, node, small} from './topologies.js';

let server: DatabaseServer;
let database: TestDatabase;

async function opened(more: Partial<Parameters<typeof openStore>[0]> = {}): Promise<Store> {
  const store = await openStore({address: database.address, create: true, clock, version: '1.0.0', ...more});
  onTestFinished(() => store.close());
  return store;
}

async function seeded(more: Partial<Parameters<typeof openStore>[0]> = {}): Promise<Store> {
  const store = await opened(more);
  await store.change(() => ({commit: {after: {...acme}}, result: null}));
  return store;
}

/** Refused as `NAME_TAKEN` when it runs on what it has written already. */
const addNode = (store: Store, name: string) =>
  store.change((before) => ({commit: {after: {...before, nodes: [...before.nodes, node('acme', name)]}}, result: null}));

const namesIn = async (store: Store) => (await store.readTopology(['nodes'])).nodes.map((each) => each.name);

const connected = () => {
  const {host, port} = server;
  const {user, password, name} = database;
  return connectTo({host, port, user, password, database: name});
};

/** As an administrator does; one that has ended by itself is no matter. */
async function killConnections(): Promise<void> {
  const found = await server.query<{id: number}>(`select id from information_schema.processlist where user = '${database.user}'`);
  await Promise.all(found.map(({id}) => server.query(`kill ${id}`).catch(() => undefined)));
}

/** Takes every connection that is left. */
async function connectionsUntilRefused() {
  const taken = [];
  for (;;) {
    const connection = await connected().catch(() => null);
    if (!connection) return taken;
    taken.push(connection);
  }
}

/** Adds nodes one after the other while the fault goes on; what it was told is done. */
async function underLoad(writers: number, fault: (done: ReadonlySet<string>) => Promise<void>): Promise<ReadonlySet<string>> {
  const done = new Set<string>();
  let ended = false;
  const write = async (writer: number) => {
    const store = await opened();
    for (let index = 0; !ended; index += 1) {
      const name = `n-${writer}-${index}`;
      await addNode(store, name);
      done.add(name);
    }
  };
  const writing = Promise.all(Array.from({length: writers}, (_, writer) => write(writer)));
  await fault(done).finally(() => (ended = true));
  await writing;
  return done;
}

describe.each(await databaseServers())('on $name', ({start}) => {
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    database = await server.createDatabase();
  });
  afterEach(() => database.drop());

  describe('a database server that fails under load loses and doubles nothing', () => {
    it('killed and started again', async () => {
      const store = await seeded();
      const done = await underLoad(4, async (soFar) => {
        for (let round = 1; round <= 3; round += 1) {
          const before = soFar.size;
          await until('changes go on', () => soFar.size > before + 20);
          await server.crash();
          await server.start();
        }
        const before = soFar.size;
        await until('changes go on', () => soFar.size > before + 20);
      });
      expect(new Set(await namesIn(store))).toEqual(done);
    });

    it('whose administrator kills every connection again and again', async () => {
      const store = await seeded();
      const done = await underLoad(4, async (soFar) => {
        for (let round = 1; round <= 30; round += 1) {
          const before = soFar.size;
          await until('changes go on', () => soFar.size > before, {everyMs: 5});
          await killConnections();
        }
      });
      expect(new Set(await namesIn(store))).toEqual(done);
    });
  });

  describe('a connection that is cut', () => {
    it.each([
      ['before the commit arrives', 'before', 'commit'],
      ['after the commit was done, before its answer arrives', 'after', 'commit'],
      ['in the middle of the change', 'after', 'insert into `nodes`'],
      ['when the change begins', 'before', 'for update'],
    ] as const)('%s: the change is there once', async (_, cut, text) => {
      await seeded();
      const proxy = await startCuttingProxy(server);
      onTestFinished(() => proxy.close());
      const address = database.address.replace(`:${server.port}/`, `:${proxy.port}/`);
      const store = await opened({address});
      proxy.cutAt(text, cut);
      await addNode(store, 'added');
      expect(proxy.cuts).toBe(1);
      expect(await namesIn(store)).toEqual(['added']);
    });

    it('is not needed for a commit to fail: what the server refuses at the last moment is rolled back', async () => {
      const store = await seeded();
      await database.query('drop table commit_marks');
      await expect(addNode(store, 'added')).rejects.toMatchObject({exitCode: 7});
      expect(await namesIn(store)).toEqual([]);
    });

    it('while it reads is opened again', async () => {
      const store = await seeded();
      await killConnections();
      expect(await namesIn(store)).toEqual([]);
    });

    it('for good, while it commits: nobody says that it was done', async () => {
      await seeded();
      const proxy = await startCuttingProxy(server);
      const address = database.address.replace(`:${server.port}/`, `:${proxy.port}/`);
      const store = await opened({address, busyMs: 300});
      proxy.cutAt('commit', 'after');
      const changed = addNode(store, 'added');
      await until('the cut', () => proxy.cuts === 1, {everyMs: 1});
      await Promise.all([
        proxy.close(),
        expect(changed).rejects.toMatchObject({code: 'STORE_UNSURE', exitCode: 7, hint: expect.stringContaining('again')}),
      ]);
    });
  });

  describe('a database server that cannot be used is told in one sentence', () => {
    it('STORE_UNREACHABLE where nobody listens, at once', async () => {
      const address = database.address.replace(`:${server.port}/`, ':1/');
      await expect(opened({address})).rejects.toMatchObject({
        code: 'STORE_UNREACHABLE',
        exitCode: 7,
        message: 'The database server at 127.0.0.1:1 does not answer: connect ECONNREFUSED 127.0.0.1:1.',
        details: {host: '127.0.0.1', port: 1, user: database.user, database: database.name},
      });
    });

    it('STORE_UNREACHABLE where the host has no address', async () => {
      const address = database.address.replace('127.0.0.1', 'nowhere.invalid');
      await expect(opened({address})).rejects.toMatchObject({code: 'STORE_UNREACHABLE'});
    });

    it('STORE_UNREACHABLE where somebody listens and says nothing, after the time that was given', async () => {
      const silent = new Set<Socket>();
      const listener = createServer((socket) => silent.add(socket));
      await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => {
        for (const socket of silent) socket.destroy();
        listener.close();
      });
      const {port} = listener.address() as {port: number};
      const address = database.address.replace(`:${server.port}/`, `:${port}/`);
      await expect(opened({address, connectTimeoutMs: 200})).rejects.toMatchObject({
        code: 'STORE_UNREACHABLE',
        message: expect.stringContaining('ETIMEDOUT'),
      });
    });

    it('STORE_DENIED with a wrong password, which is not told', async () => {
      const address = database.address.replace(/:[^:@]*@/, ':wrong-word@');
      const failure = await opened({address}).catch((error: unknown) => error);
      expect(failure).toMatchObject({code: 'STORE_DENIED', exitCode: 7});
      expect(JSON.stringify(failure)).not.toContain('wrong-word');
    });

    it('STORE_DENIED where the user may not make tables', async () => {
      await server.query(
        `revoke all privileges on ${database.name}.* from ${database.user}; grant select on ${database.name}.* to ${database.user}`,
      );
      await expect(opened()).rejects.toMatchObject({code: 'STORE_DENIED', hint: expect.stringContaining('all privileges')});
    });

    it('STORE_MISSING where the database is not there, or is empty and only read', async () => {
      await expect(opened({create: false})).rejects.toMatchObject({
        code: 'STORE_MISSING',
        hint: expect.stringContaining('muster init'),
      });
      expect(await database.query('show tables')).toEqual([]);
      await server.query(`drop database ${database.name}`);
      await expect(opened()).rejects.toMatchObject({code: 'STORE_MISSING', hint: expect.stringContaining('create database')});
    });

    it.each([
      ['create table customers (id integer primary key)'],
      ['create table migrations (id integer primary key, migration varchar(20), batch integer)'],
      ['create table migrations (number integer primary key, version varchar(20)); insert into migrations values (3, 7)'],
    ])('STORE_FOREIGN where others have tables, and nothing is written: %s', async (tables) => {
      await database.query(tables);
      for (const create of [true, false])
        await expect(opened({create})).rejects.toMatchObject({
          code: 'STORE_FOREIGN',
          exitCode: 7,
          details: {tables: [expect.any(String)]},
        });
      expect(await database.query('show tables')).toHaveLength(1);
    });

    it('STORE_NEWER names both versions', async () => {
      await (await opened()).close();
      await database.query(`insert into migrations values (${schemaVersion + 1}, 'next', '9.9.9', '')`);
      await expect(opened()).rejects.toMatchObject({
        code: 'STORE_NEWER',
        exitCode: 7,
        details: {store: '9.9.9', program: '1.0.0'},
      });
    });

    it('STORE_READONLY where the server takes no writes; reading goes on', async () => {
      const store = await seeded();
      await server.query('set global read_only = 1');
      onTestFinished(async () => void (await server.query('set global read_only = 0')));
      await expect(addNode(store, 'added')).rejects.toMatchObject({code: 'STORE_READONLY', exitCode: 7});
      expect(await namesIn(store)).toEqual([]);
    });

    it('STORE_CROWDED where it has no connection left, and done as soon as it has', async () => {
      const store = await seeded();
      const limit = (most: number) => server.query(`set global max_connections = ${most}`);
      onTestFinished(async () => void (await limit(200)));
      await limit(10);
      const others = await connectionsUntilRefused();
      await expect(opened({busyMs: 100})).rejects.toMatchObject({code: 'STORE_CROWDED', exitCode: 7});
      const waiting = opened();
      others.forEach((each) => each.destroy());
      expect(await namesIn(await waiting)).toEqual([]);
      expect(await namesIn(store)).toEqual([]);
    });

    it('STORE_BUSY where another has been writing for too long', async () => {
      const store = await seeded({busyMs: 100});
      const {createConnection} = await import('mysql2/promise');
      const other = await createConnection({uri: database.address});
      await other.query('start transaction; '.slice(0, -2));
      await other.query("select * from seals where scope = 'revision' for update");
      await expect(addNode(store, 'added')).rejects.toMatchObject({code: 'STORE_BUSY', exitCode: 7});
      await other.end();
      await addNode(store, 'added');
      expect(await namesIn(store)).toEqual(['added']);
    });

    it('STORE_BROKEN where a row is gone, was added, or was changed behind our back', async () => {
      for (const statement of [
        'delete from memberships limit 1',
        "insert into orgs (name) values ('x')",
        "update nodes set zone = 'x'",
        "delete from seals where scope = 'nodes'",
        'drop table configs',
      ]) {
        const store = await opened();
        await store.change(() => ({commit: {after: small}, result: null}));
        await database.query(`set foreign_key_checks = 0; ${statement}`);
        await expect(store.readTopology(), statement).rejects.toMatchObject({code: 'STORE_BROKEN', exitCode: 7});
        await server.query(`drop database ${database.name}; create database ${database.name}`);
      }
    });
  });

  describe('the clock', () => {
    it("of a machine may be an hour off: leases run by the server's", async () => {
      await seeded();
      const hourOff = {
        ...clock,
        now: () => new Date(Date.now() + 3_600_000).toISOString(),
        nowMs: () => Date.now() + 3_600_000,
        newId: () => clock.newId(),
      };
      const [ahead, right] = [await opened({clock: Object.assign(Object.create(clock), hourOff)}), await opened()];
      const [lease] = await heldBy(ahead, 'ahead', ['a'], 60_000);
      expect(Math.abs(Date.parse(lease!.expiresAt as string) - Date.now() - 60_000)).toBeLessThan(10_000);
      expect(await right.readLeases()).toEqual([lease]);
      await ahead.releaseLeases([lease!]);
      const [next] = await heldBy(right, 'right', ['a'], 60_000);
      expect(await ahead.readLeases()).toEqual([next]);
    });
  });
});
