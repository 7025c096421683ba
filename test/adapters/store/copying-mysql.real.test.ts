import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openStoreCopy} from '../../../src/adapters/store/copy/open-copy.js';
import type {KyselyStore} from '../../../src/adapters/store/kysely-store.js';
import type {DatabaseServer} from '../../support/database-server.js';
import {databaseServers} from '../../support/database-servers.js';
import {clock, storeDatabase, storeDirectory} from './records.js';
import {storeCopying} from './store-copying.js';

describe.each(await databaseServers())('with $name', ({name: kind, start}) => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.remove());

  const database = () => storeDatabase(server);
  storeCopying(`from SQLite to ${kind}`, {from: storeDirectory, to: database});
  storeCopying(`from ${kind} to SQLite`, {from: database, to: storeDirectory});

  it('a database with the tables of another is refused, and nothing is written there', async () => {
    const from = storeDirectory();
    const {name, address, query, drop} = await server.createDatabase();
    const source = (await from.open()) as KyselyStore;
    await query('create table customers (id integer); create table nodes (id integer)');
    const copy = await openStoreCopy({source, from: '', to: {address, create: true, clock}});
    await expect(copy.examine(null)).rejects.toMatchObject({
      code: 'STORE_FOREIGN',
      details: {tables: ['customers', 'nodes'], database: name},
    });
    expect(await query('show tables')).toHaveLength(2);
    await copy.close();
    await source.close();
    from.remove();
    await drop();
  });
});
