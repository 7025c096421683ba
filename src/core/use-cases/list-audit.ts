import type {Ports} from '../ports/index.js';
import type {AuditRecord} from '../ports/store.js';

/** The newest first. */
export async function listAudit(ports: Ports, {limit}: {readonly limit: number}): Promise<readonly AuditRecord[]> {
  return (await ports.store()).readAudit(limit);
}
