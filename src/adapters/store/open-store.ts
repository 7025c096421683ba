import type {KyselyStore} from './kysely-store.js';
import {isMysqlAddress} from './mysql/address.js';
import type {StoreRequest} from './store-request.js';

/** Where a command gets its store. The database is chosen here by the form of its address. */
export async function openStore(request: StoreRequest): Promise<KyselyStore> {
  if (isMysqlAddress(request.address)) {
    const {openMysqlStore} = await import('./mysql/open.js');
    return openMysqlStore(request);
  }
  const {openSqliteStore} = await import('./sqlite/open.js');
  return openSqliteStore({...request, path: request.address});
}
