import type {Plan} from '../domain/plan.js';
import type {Ports} from '../ports/index.js';
import type {Lease} from '../ports/store.js';
import type {ChangeOptions} from './cluster-change.js';

/**
 * Closes operations that stopped half way on what this plan is about. The plan was made from what runs now, so it finishes their
 * work or undoes it; two open operations of one deployment would contradict each other. One that shares only a balancer with it
 * stays open: nothing of the plan finishes what it does to its instances.
 */
export async function takeOverOperations(
  ports: Ports,
  plan: Plan,
  {held, onEvent}: Pick<ChangeOptions, 'onEvent'> & {readonly held: readonly Lease[]},
): Promise<void> {
  const store = await ports.store();
  const leases = new Set(plan.leases);
  for (const operation of await store.readOperations({open: true})) {
    if (!isAbout(operation.plan, leases)) continue;
    await store.setOperationState({id: operation.id, state: 'abandoned', endedAt: ports.clock.now()}, held);
    onEvent({type: 'took-over', operation: operation.id});
  }
}

function isAbout({leases}: Plan, held: ReadonlySet<string>): boolean {
  const own = leases.filter((lease) => !lease.startsWith('proxy '));
  return (own.length === 0 ? leases : own).some((lease) => held.has(lease));
}
