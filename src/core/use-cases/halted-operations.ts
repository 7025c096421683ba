import type {Ports} from '../ports/index.js';
import type {Lease, Operation} from '../ports/store.js';

export interface OpenOperations {
  readonly open: readonly Operation[];
  /** Those that nobody works on any more. */
  readonly halted: readonly Operation[];
  readonly leases: readonly Lease[];
}

/** A process that was killed could not say so: nobody holds what its operation needs. */
export async function readOpenOperations(ports: Ports): Promise<OpenOperations> {
  const [store, {host}] = await Promise.all([ports.store(), ports.identity()]);
  const [open, leases] = await Promise.all([store.readOperations({open: true}), store.readLeases()]);
  const held = new Set(
    leases.filter((lease) => lease.host !== host || ports.hosts.isAlive(lease.pid)).map(({resource}) => resource),
  );
  const halted = open.filter(({state, plan}) => state !== 'running' || !plan.leases.some((resource) => held.has(resource)));
  return {open, halted, leases};
}
