import {withoutMembers} from '../domain/changes/with-env.js';
import {withoutNode} from '../domain/changes/with-node.js';
import {violationFailure} from '../domain/errors.js';
import {findNode} from '../domain/find.js';
import type {Topology} from '../domain/model.js';
import {checkTopology} from '../domain/rules/index.js';
import {noFacts} from '../domain/rules/rule.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {envScope} from './env-scope.js';
import {absent} from './absent.js';
import {expectFinished} from './expect-finished.js';
import {expectUnlocked} from './locks.js';

export interface NodeTarget {
  readonly org: string;
  readonly name: string;
  /** Moves what the node hosts to other nodes first. */
  readonly force: boolean;
}

/** Takes a node out of its environments, machines first, and then out of the topology: what stops half way goes on with the next run. */
export async function removeNode(
  ports: Ports,
  target: NodeTarget,
  options: ChangeOptions,
): Promise<ChangeOutcome | TopologyOutcome> {
  const before = await (await ports.store()).readTopology();
  if (!findNode(before, target.org, target.name)) return absent(before, {kind: 'node', ...target, known: before.nodes}, options);
  const envs = before.memberships
    .filter((member) => member.org === target.org && member.node === target.name)
    .map((member) => member.env);
  await expectUnlocked(ports, {org: target.org, envs});
  refuseInUse(before, target);
  await expectFinished(ports, `node ${target.name}`, (plan) => plan.org === target.org && plan.nodes.includes(target.name));
  const left = envs.length === 0 ? null : await leaveAll(ports, {...target, envs}, options);
  const outcome = await changeTopology(
    ports,
    {org: target.org, envs: [], overridden: forced(target), edit: (topology) => withoutNode(topology, target.org, target.name)},
    options,
  );
  if (left === null) return outcome;
  return {
    ...left,
    changed: true,
    after: outcome.after,
    plan: {
      ...left.plan,
      changes: [...[...outcome.plan.changes].filter((change) => change.subject === `node ${target.name}`), ...left.plan.changes],
    },
  };
}

function leaveAll(
  ports: Ports,
  {org, name, envs, force}: NodeTarget & {readonly envs: readonly string[]},
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  return changeCluster(
    ports,
    {
      org,
      overridden: forced({force}),
      leaving: {nodes: [name], force},
      edit: (before) => envs.reduce((edited, env) => withoutMembers(edited, {org, env, nodes: [name]}), before),
      scope: (before, after) => envScope(before, after, {org, envs}),
    },
    options,
  );
}

function forced({force}: {readonly force: boolean}): readonly string[] {
  return force ? ['NODE_IN_USE'] : [];
}

/** Instances can move; the data of a managed service cannot, so that no force removes its node. */
function refuseInUse(before: Topology, {org, name, force}: NodeTarget): void {
  const violations = checkTopology({before, after: withoutNode(before, org, name), facts: noFacts}).filter(
    (violation) => violation.code === 'NODE_IN_USE',
  );
  const services = before.services.filter((service) => service.org === org && service.managed?.node === name);
  const [first] = services;
  if (violations.length === 0 || (force && !first)) return;
  if (!first) throw violationFailure(violations);
  throw violationFailure(
    violations.map((violation) => ({
      ...violation,
      hint: `Remove what cannot move first: muster service remove ${first.name} --env ${first.env}`,
    })),
  );
}
