import type {StoreCopy} from '../../../core/ports/store-copy.js';
import type {KyselyStore} from '../kysely-store.js';
import {isMysqlAddress} from '../mysql/address.js';
import type {StoreRequest} from '../store-request.js';
import type {StoreSide} from './side.js';
import {StoreCopier} from './store-copier.js';

export interface CopyRequest {
  readonly source: KyselyStore;
  /** As the source may be shown. */
  readonly from: string;
  readonly to: StoreRequest;
}

export async function openStoreCopy({source, from, to}: CopyRequest): Promise<StoreCopy> {
  return new StoreCopier({from, source: source.parts, to: await openSide(to), now: () => to.clock.now()});
}

async function openSide(request: StoreRequest): Promise<StoreSide> {
  if (isMysqlAddress(request.address)) return (await import('../mysql/side.js')).mysqlSide(request);
  return (await import('../sqlite/side.js')).sqliteSide({...request, path: request.address});
}
