import {exitCodes, Failure} from '../domain/errors.js';
import type {Topology} from '../domain/model.js';
import {planWithoutSteps} from '../domain/plan.js';
import type {Ports} from '../ports/index.js';
import {decide} from './change-topology.js';
import type {ChangeOptions, ChangeOutcome, ClusterChange} from './cluster-change.js';

/**
 * A change of entries that lead to nothing that runs: read, decided and written in one transaction, by the part of the topology
 * that it concerns, whatever the size of the rest. Null where it is for machines, or names what the part does not have.
 */
export async function changeQuietly(
  ports: Ports,
  change: ClusterChange,
  {dryRun}: Pick<ChangeOptions, 'dryRun'>,
): Promise<ChangeOutcome | null> {
  const {part} = change;
  if (!part) return null;
  const [store, standpoint] = await Promise.all([ports.store(), ports.identity()]);
  if (dryRun) return decideQuietly(await store.readPart(part), change, {dryRun, standpoint});
  return store.change((before) => {
    const outcome = decideQuietly(before, change, {dryRun, standpoint});
    return {commit: outcome?.changed ? {after: outcome.after} : {}, result: outcome};
  }, part);
}

function decideQuietly(before: Topology, change: ClusterChange, options: Parameters<typeof decide>[2]): ChangeOutcome | null {
  const edited = editedPart(before, change);
  if (!edited || !isQuiet(change.scope(before, edited))) return null;
  const outcome = decide(before, {...change, envs: [], edit: () => edited}, options);
  return {...outcome, plan: planWithoutSteps(change.org, [...outcome.plan.changes])};
}

/** What is not found in a part may be elsewhere. */
function editedPart(before: Topology, change: ClusterChange): Topology | null {
  try {
    return change.edit(before);
  } catch (error) {
    if (error instanceof Failure && error.exitCode === exitCodes.notFound) return null;
    throw error;
  }
}

/** Nothing that runs is looked at for it. */
export function isQuiet({deployments, serviceEnvs, proxyNodes}: ReturnType<ClusterChange['scope']>): boolean {
  return deployments.length === 0 && serviceEnvs.length === 0 && proxyNodes.length === 0;
}
