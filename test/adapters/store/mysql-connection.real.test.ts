import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished} from 'vitest';
import {parseMysqlAddress} from '../../../src/adapters/store/mysql/address.js';
import {MysqlConnection} from '../../../src/adapters/store/mysql/connection.js';
import {loginOf} from '../../../src/adapters/store/mysql/login.js';
import {openStore} from '../../../src/adapters/store/open-store.js';
import type {Store} from '../../../src/core/ports/store.js';
import {awkwardPassword, type DatabaseServer, type TestDatabase} from '../../support/database-server.js';
import {startMariadb} from '../../support/mariadb.js';
import {clock} from './records.js';

let server: DatabaseServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startMariadb();
  database = await server.createDatabase();
});
afterAll(() => server.remove());

async function opened(address: string, password: string | null = null): Promise<Store> {
  const store = await openStore({address, password, create: true, clock});
  onTestFinished(() => store.close());
  return store;
}

/** Whether the server takes the user without encryption: what opens all the same is encrypted. */
const requireTls = (wanted: boolean) => server.query(`alter user ${database.user}@'%' require ${wanted ? 'ssl' : 'none'}`);

it('by a socket', async () => {
  const {user, password, name} = database;
  const address = `mysql://${user}:${encodeURIComponent(password)}@/${name}?socket=${server.socket}`;
  expect(await (await opened(address)).readSetting('k')).toBeNull();
});

it('with a password from beside the address', async () => {
  const address = database.address.replace(/:[^:@]*@/, '@');
  expect(await (await opened(address, awkwardPassword)).readSetting('k')).toBeNull();
  await expect(opened(address)).rejects.toMatchObject({code: 'STORE_DENIED'});
});

it.each([
  ['whoever answers', () => 'tls=require'],
  ['by the authority that signed the certificate', () => `tls=verify&tls-ca=${server.authority}`],
  ['in the words of the clients of MySQL', () => `ssl-mode=VERIFY_IDENTITY&ssl-ca=${server.authority}`],
])('encrypted, %s', async (_, parameters) => {
  await requireTls(true);
  onTestFinished(async () => void (await requireTls(false)));
  expect(await (await opened(`${database.address}?${parameters()}`)).readSetting('k')).toBeNull();
  await expect(opened(database.address)).rejects.toMatchObject({code: 'STORE_DENIED'});
});

it('STORE_INSECURE where the certificate is signed by nobody that is trusted, or is of another host', async () => {
  await expect(opened(`${database.address}?tls=verify`)).rejects.toMatchObject({code: 'STORE_INSECURE', exitCode: 7});
  const elsewhere = database.address.replace('127.0.0.1', 'localhost');
  await expect(opened(`${elsewhere}?tls=verify&tls-ca=${server.authority}`)).rejects.toMatchObject({code: 'STORE_INSECURE'});
});

it('STORE_INSECURE where a file for TLS is not there', async () => {
  await expect(opened(`${database.address}?tls=verify&tls-ca=/nowhere/ca.pem`)).rejects.toMatchObject({
    code: 'STORE_INSECURE',
    message: expect.stringContaining('/nowhere/ca.pem'),
  });
});

describe('statements that are asked for at once', () => {
  const long = 'x'.repeat(40_000);
  let connection: MysqlConnection;
  beforeEach(async () => {
    connection = new MysqlConnection(loginOf(parseMysqlAddress(database.address), {password: null, timeoutMs: null}), 5);
    await connection.run('create or replace table asked (id integer primary key, content longtext not null)');
  });
  afterEach(() => connection.close());
  const insert = (id: number) => connection.run('insert into asked (id, content) values (?, ?)', [id, long]);
  const ids = async () => (await connection.all('select id from asked order by id')).map((row) => row['id']);

  it('go out in several turns where they are long, in their order, and each gets its answer', async () => {
    const answers = await Promise.all([insert(3), insert(1), connection.all('select count(*) as n from asked'), insert(2)]);
    expect(answers).toEqual([1, 1, [{n: 2}], 1]);
    expect(await ids()).toEqual([1, 2, 3]);
  });

  it('are not sent after one that fails: the server may have rolled back what they belong to', async () => {
    await connection.run('start transaction');
    const outcomes = await Promise.allSettled([insert(1), insert(1), insert(2), insert(3)]);
    expect(outcomes.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(await ids()).toEqual([1]);
    await connection.run('rollback');
    expect(await ids()).toEqual([]);
  });

  it('often are prepared once a connection, after what was asked for before them', async () => {
    const prepared = async () => Number((await connection.all("show session status like 'Com_stmt_prepare'"))[0]?.['Value']);
    const executed = async () => Number((await connection.all("show session status like 'Com_stmt_execute'"))[0]?.['Value']);
    const often = (id: number) => connection.run('update asked set content = ? where id = ?', ['short', id], true);
    const outcomes = await Promise.all([insert(1), often(1), insert(2), often(2), often(3)]);
    expect(outcomes).toEqual([1, 1, 1, 1, 0]);
    expect([await prepared(), await executed()]).toEqual([1, 3]);
  });

  it('often fail once where the connection breaks off', async () => {
    const [row] = await connection.all('select connection_id() as id');
    await server.query(`kill ${String(row?.['id'])}`);
    await expect(connection.run('update asked set content = ?', ['x'], true)).rejects.toThrow();
    expect(connection.isLost).toBe(true);
  });
});
