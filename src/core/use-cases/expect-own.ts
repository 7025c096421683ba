import {violationFailure} from '../domain/errors.js';
import type {Moved} from '../domain/looked-after.js';
import {checkStandpoint} from '../domain/rules/isolation.js';
import {noFacts} from '../domain/rules/rule.js';
import type {Ports} from '../ports/index.js';

/** Refuses to act on machines that another cluster looks after, for what changes nothing of the topology. */
export async function expectOwn(ports: Ports, moved: readonly Moved[]): Promise<void> {
  const [store, standpoint] = await Promise.all([ports.store(), ports.identity()]);
  const topology = await store.readTopology(['clusters', 'groups', 'workspaces', 'nodes', 'envs']);
  const found = checkStandpoint({before: topology, after: topology, facts: {...noFacts, standpoint, moved}});
  if (found.length > 0) throw violationFailure(found);
}
