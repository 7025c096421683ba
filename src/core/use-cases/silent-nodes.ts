import {isSame} from '../domain/collections.js';
import type {Observation} from '../domain/container.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {listWords, orgFlag} from '../domain/indexes.js';
import type {Node, Topology} from '../domain/model.js';
import {findNode} from '../domain/find.js';
import {compareText, instanceName} from '../domain/names.js';
import {assumeDesired, type AssumptionInput} from '../domain/planning/assume-node.js';
import {planProxy} from '../domain/planning/plan-proxies.js';
import type {Violation} from '../domain/violation.js';
import type {ClusterChange, Looked} from './cluster-change.js';
import type {ComposedChange} from './compose-change.js';

type SilentNode = Observation['unreachable'][number];

/** Nodes that the change takes out for good: nobody waits for those of them that do not answer. */
export function abandonedNodes({leaving}: ClusterChange): ReadonlySet<string> {
  return new Set(leaving?.force ? leaving.nodes : []);
}

/** What was observed, completed by what nodes that did not answer are taken to run. */
export function withAssumptions(
  observation: Observation,
  nodes: readonly Node[],
  {change, ...input}: AssumptionInput & {readonly change: ClusterChange},
): Observation {
  const abandoned = abandonedNodes(change);
  const silent = new Set(observation.unreachable.map(({node}) => node));
  const assumed = nodes
    .filter((node) => silent.has(node.name) && !abandoned.has(node.name))
    .map((node) => assumeDesired(input, node));
  if (assumed.length === 0) return observation;
  return {
    ...observation,
    containers: [...observation.containers, ...assumed.flatMap((part) => part.containers)],
    proxies: [...observation.proxies, ...assumed.flatMap((part) => part.proxies)],
    networks: [...observation.networks, ...assumed.flatMap((part) => part.networks)],
  };
}

/** A change that needs a node that does not answer does nothing anywhere, and says what keeps the node from answering. */
export function refuseSilent({plan, errors, after}: ComposedChange, {unreachable}: Observation, change: ClusterChange): void {
  const offline = errors.filter((violation) => violation.code === 'NODE_UNREADY' && violation.details['state'] === 'offline');
  // Whoever has broken another rule is told of all of them.
  if (errors.length > offline.length) return;
  const steps = plan.stages.flatMap((stage) => stage.steps);
  const needed = unreachable.find(
    ({node}) => steps.some((step) => step.node === node) || offline.some((violation) => violation.details['node'] === node),
  );
  if (!needed) return;
  throw silentFailure(needed, giveUpHint(change, findNode(after, change.org, needed.node)), {
    unreachable,
    steps: steps.filter((step) => step.node === needed.node).map(({kind, id}) => ({kind, id})),
    violations: offline,
  });
}

export function lookedAt(nodes: readonly Node[], {unreachable}: Observation, change: ClusterChange): Looked {
  const silent = new Set(unreachable.map(({node}) => node));
  const abandoned = abandonedNodes(change);
  const names = nodes.map(({name}) => name).sort(compareText);
  return {
    seen: names.filter((name) => !silent.has(name)),
    unseen: names.filter((name) => silent.has(name) && !abandoned.has(name)),
  };
}

interface Finding {
  readonly before: Topology;
  readonly composed: ComposedChange;
  readonly looked: Looked;
}

/** Where no node answers, nobody can say that there is nothing to do. */
export function refuseUnseen(
  {before, composed: {plan, errors, after}, looked: {seen, unseen}}: Finding,
  {unreachable}: Observation,
  change: ClusterChange,
): void {
  const [first] = unreachable.filter(({node}) => unseen.includes(node));
  if (!first || seen.length > 0 || errors.length > 0) return;
  if (plan.stages.length > 0 || plan.changes.length > 0 || !isSame(before, after)) return;
  throw silentFailure(first, giveUpHint(change, findNode(after, change.org, first.node)), {
    unreachable,
    steps: [],
    violations: [],
  });
}

function silentFailure({node, code, reason, hint}: SilentNode, giveUp: string | null, details: Failure['details']): Failure {
  return new Failure({
    code,
    exit: exitCodes.outside,
    subject: `node ${node}`,
    message: reason,
    hint: [hint, giveUp].filter((text) => text !== null).join('; '),
    details,
  });
}

/** Nothing for this machine, which cannot be gone. */
function giveUpHint({org, leaving}: ClusterChange, node: Node | undefined): string | null {
  if (!node || node.connect === 'local') return null;
  return leaving?.nodes.includes(node.name)
    ? 'with --force what runs there is left behind'
    : `a machine that is gone for good is taken out with muster node remove ${node.name} --force${orgFlag(org)}`;
}

/** Nodes that the change goes on without, and what of it stays where nobody can reach it. */
export function silentWarnings(
  {before, change}: {readonly before: Topology; readonly change: ClusterChange},
  {unreachable}: Observation,
): readonly Violation[] {
  const abandoned = abandonedNodes(change);
  return unreachable.map((silent) => (abandoned.has(silent.node) ? leftBehind(before, change.org, silent) : goneWithout(silent)));
}

function goneWithout({node, code, reason, hint}: SilentNode): Violation {
  return {
    code: 'NODE_OFFLINE',
    severity: 'warning',
    subject: `node ${node}`,
    message: `${reason.replace(/\.$/, '')}; this change needs nothing of it, and what runs there was not looked at.`,
    hint: hint ?? `muster node check ${node}`,
    details: {node, code, reason},
  };
}

function leftBehind(before: Topology, org: string, {node, code, reason}: SilentNode): Violation {
  const there = before.nodes.find((candidate) => candidate.org === org && candidate.name === node);
  const left = [
    ...before.instances
      .filter((instance) => instance.org === org && instance.node === node)
      .map((instance) => `${instance.env}/${instanceName(instance)}`),
    ...(there && planProxy(before, there) ? ['its balancer'] : []),
  ];
  return {
    code: 'LEFT_BEHIND',
    severity: 'warning',
    subject: `node ${node}`,
    message: `Node ${node} does not answer and could not be cleaned: should it come back, ${left.length === 0 ? 'nothing' : listWords(left)} would run there still.`,
    hint: `On that machine: docker rm -f $(docker ps -aq --filter label=muster.org=${org})`,
    details: {node, code, reason, left},
  };
}
