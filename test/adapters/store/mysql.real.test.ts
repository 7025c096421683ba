import {afterAll, beforeAll} from 'vitest';
import type {DatabaseServer} from '../../support/database-server.js';
import {startMariadb} from '../../support/mariadb.js';
import {storeDatabase} from './records.js';
import {storeConcurrency} from './store-concurrency.js';
import {storeContract} from './store-contract.js';

let server: DatabaseServer;
beforeAll(async () => {
  server = await startMariadb();
});
afterAll(() => server.remove());

storeContract('MariaDB', async () => {
  const place = await storeDatabase(server);
  return {store: await place.open(), reopen: () => place.open({create: false}), remove: async () => place.remove()};
});
storeConcurrency('MariaDB', () => storeDatabase(server));
