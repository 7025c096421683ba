import type {Failure} from '../domain/errors.js';
import type {Topology} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome, ClusterChange} from './cluster-change.js';

export interface ClusterRemoval extends ClusterChange {
  /** What says that something of it is not there; null where all of it is. */
  missing(before: Topology): Failure | null;
  /** Whether something of it may run, or lie on a disk, though the topology no longer has it. */
  readonly mayBeLeft?: boolean;
}

/**
 * What is not there is refused unless it may be missing. Where an operation stopped half way it may have gone with that one: then
 * the machines are looked at all the same, and it is refused only when nothing was left of it.
 */
export async function removeFromCluster(ports: Ports, removal: ClusterRemoval, options: ChangeOptions): Promise<ChangeOutcome> {
  if (options.missingOk) return changeCluster(ports, removal, options);
  const expectThere = (before: Topology) => {
    const failure = removal.missing(before);
    if (failure) throw failure;
  };
  const mayBeLeft = removal.mayBeLeft || (await hasHalfDone(ports, removal.org));
  const edit = (before: Topology) => {
    const after = removal.edit(before);
    if (!mayBeLeft) expectThere(before);
    return after;
  };
  const outcome = await changeCluster(ports, {...removal, edit}, options);
  if (!outcome.changed) expectThere(outcome.before);
  return outcome;
}

async function hasHalfDone(ports: Ports, org: string): Promise<boolean> {
  const open = await (await ports.store()).readOperations({open: true});
  return open.some(({plan}) => plan.org === org);
}
