import type {StoreInspection} from '../../../core/ports/store-inspection.js';
import {isMysqlAddress} from '../mysql/address.js';
import type {StoreRequest} from '../store-request.js';

export async function openInspection(request: StoreRequest): Promise<StoreInspection> {
  if (isMysqlAddress(request.address)) return (await import('../mysql/inspection.js')).inspectMysql(request);
  return (await import('../sqlite/inspection.js')).inspectSqlite({...request, path: request.address});
}
