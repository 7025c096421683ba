import {afterAll, beforeAll, describe} from 'vitest';
import type {DatabaseServer} from '../../support/database-server.js';
import {databaseServers} from '../../support/database-servers.js';
import {storeDatabase} from './records.js';
import {storeConcurrency} from './store-concurrency.js';
import {storeContract} from './store-contract.js';

describe.each(await databaseServers())('on $name', ({name, start}) => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.remove());

  storeContract(name, async () => {
    const place = await storeDatabase(server);
    return {store: await place.open(), reopen: () => place.open({create: false}), remove: async () => place.remove()};
  });
  storeConcurrency(name, () => storeDatabase(server));
});
