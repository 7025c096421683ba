import {withNode} from '../domain/changes/with-node.js';
import {expectGroup, expectNode} from '../domain/expect.js';
import type {Node, Topology} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import type {NodeFacts} from './add-node.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {differingFields} from './differing-fields.js';
import {balancerScope, envScope} from './env-scope.js';
import {expectUnlocked} from './locks.js';

export interface NodeUpdate {
  readonly facts: NodeFacts;
  /** Keys of labels to take away. */
  readonly unlabel: readonly string[];
  /** Connects it to another machine though something stands on the one that it is. */
  readonly force?: boolean;
}

/** Changes what is said of a node. Another weight reaches the balancers, another address the instances too. */
export async function updateNode(
  ports: Ports,
  {facts, unlabel, force = false}: NodeUpdate,
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  const {org, name} = facts;
  const edited = (before: Topology): Node => {
    const standing = expectNode(before, org, name);
    if (facts.group !== undefined) expectGroup(before, org, facts.group);
    const labels = Object.fromEntries(
      Object.entries({...standing.labels, ...facts.labels}).filter(([key]) => !unlabel.includes(key)),
    );
    return {...standing, ...facts, labels};
  };
  const before = await (await ports.store()).readTopology(['orgs', 'nodes', 'memberships']);
  await expectUnlocked(ports, {org, envs: envsOf(before, facts)});
  return changeCluster(
    ports,
    {
      org,
      overridden: force ? ['MACHINE_STAYS'] : [],
      edit: (topology) => withNode(topology, edited(topology)),
      scope: (old, after) => {
        const moved = differingFields(expectNode(old, org, name), expectNode(after, org, name));
        const envs = envsOf(after, facts);
        if (moved.includes('address') || moved.includes('connect')) return envScope(old, after, {org, envs});
        return balancerScope(old, after, {org, envs: moved.includes('weight') ? envs : []});
      },
    },
    options,
  );
}

function envsOf(topology: Topology, {org, name}: NodeFacts): readonly string[] {
  return topology.memberships.filter((member) => member.org === org && member.node === name).map((member) => member.env);
}
