import {withMembers, withoutMembers} from '../domain/changes/with-env.js';
import type {Failure} from '../domain/errors.js';
import {expectEnv, expectNode, unknownName} from '../domain/expect.js';
import {orgFlag, sortedUnique} from '../domain/indexes.js';
import type {Topology} from '../domain/model.js';
import type {PlanScope} from '../domain/planning/plan-input.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {balancerScope, envScope} from './env-scope.js';
import {expectUnlocked} from './locks.js';
import {removeFromCluster} from './remove-from-cluster.js';

export interface EnvNodes {
  readonly org: string;
  readonly env: string;
  readonly nodes: readonly string[];
}

/** Lets nodes serve an environment: its balancers follow at once, instances with the next change of their number. */
export async function joinEnv(
  ports: Ports,
  target: EnvNodes & {readonly weight: number | null},
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  const {org, env} = target;
  await expectUnlocked(ports, {org, envs: [env]});
  return changeCluster(
    ports,
    {
      org,
      edit: (before) => withMembers(expectKnown(before, target), target),
      scope: (before, after) => balancerScope(before, after, {org, envs: [env]}),
    },
    options,
  );
}

/** Takes nodes out of an environment; with `force` what they host moves to the nodes that stay. */
export async function leaveEnv(
  ports: Ports,
  target: EnvNodes & {readonly force: boolean},
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  const {org, env} = target;
  await expectUnlocked(ports, {org, envs: [env]});
  return removeFromCluster(
    ports,
    {
      org,
      overridden: target.force ? ['NODE_IN_USE'] : [],
      leaving: {nodes: target.nodes, force: target.force},
      missing: (before) => strangerTo(before, target),
      edit: (before) => withoutMembers(expectKnown(before, target), target),
      scope: (before, after) => withNodes(envScope(before, after, {org, envs: [env]}), target.nodes),
    },
    options,
  );
}

/** The first node that is no member of the environment. */
function strangerTo({memberships}: Topology, {org, env, nodes}: EnvNodes): Failure | null {
  const members = memberships.filter((row) => row.org === org && row.env === env).map((row) => row.node);
  const stranger = nodes.find((node) => !members.includes(node));
  if (stranger === undefined) return null;
  const list = `muster env show ${env}${orgFlag(org)} shows all`;
  return unknownName({kind: `node of env ${env}`, name: stranger, known: members, list});
}

/** A node that left already is looked at again: what an interrupted run left there goes with the second one. */
function withNodes(scope: Omit<PlanScope, 'org'>, nodes: readonly string[]): Omit<PlanScope, 'org'> {
  return scope.deployments.length === 0 ? scope : {...scope, proxyNodes: sortedUnique([...scope.proxyNodes, ...nodes])};
}

function expectKnown(topology: Topology, {org, env, nodes}: EnvNodes): Topology {
  expectEnv(topology, org, env);
  for (const node of nodes) expectNode(topology, org, node);
  return topology;
}
