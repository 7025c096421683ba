import {withNode} from '../domain/changes/with-node.js';
import {expectNode} from '../domain/expect.js';
import type {NodeState, Topology} from '../domain/model.js';
import type {Violation} from '../domain/violation.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {envScope} from './env-scope.js';
import {expectUnlocked} from './locks.js';

interface NodeTarget {
  readonly org: string;
  readonly name: string;
}

/** Keeps new instances from a node, or lets them come again; what stands on it stays. */
export function markNode(
  ports: Ports,
  target: NodeTarget & {readonly state: Exclude<NodeState, 'drained'>},
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const edit = (before: Topology) => withState(before, target, target.state);
  return changeTopology(ports, {org: target.org, envs: [], edit}, options);
}

/** Moves the instances of a node to the other nodes of their environments; managed services stay, for their data is there. */
export async function drainNode(ports: Ports, target: NodeTarget, options: ChangeOptions): Promise<ChangeOutcome> {
  const {org, name} = target;
  const before = await (await ports.store()).readTopology(['orgs', 'nodes', 'memberships', 'services']);
  expectNode(before, org, name);
  const envs = before.memberships.filter((member) => member.org === org && member.node === name).map((member) => member.env);
  await expectUnlocked(ports, {org, envs});
  const outcome = await changeCluster(
    ports,
    {
      org,
      edit: (topology) => withState(topology, target, 'drained'),
      scope: (old, after) => ({...envScope(old, after, {org, envs}), serviceEnvs: []}),
    },
    options,
  );
  return {...outcome, warnings: [...outcome.warnings, ...stayingServices(before, target)]};
}

function withState(topology: Topology, {org, name}: NodeTarget, state: NodeState): Topology {
  return withNode(topology, {...expectNode(topology, org, name), state});
}

function stayingServices({services}: Topology, {org, name}: NodeTarget): readonly Violation[] {
  return services
    .filter((service) => service.org === org && service.managed?.node === name)
    .map((service) => ({
      code: 'SERVICE_STAYS',
      severity: 'warning',
      subject: `service ${service.name}`,
      message: `Service ${service.name} of env ${service.env} stays on node ${name}: its data is there.`,
      hint: `muster service remove ${service.name} --env ${service.env} ends it`,
      details: {org, node: name, env: service.env, service: service.name},
    }));
}
