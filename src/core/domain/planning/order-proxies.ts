import {containerLabels, type ContainerSpec, type ObservedContainer} from '../container.js';
import {canonicalJson} from '../digest.js';
import type {Node} from '../model.js';
import {compareText, deploymentName} from '../names.js';
import type {PlannedChange, Step} from '../plan.js';
import {literalDigest, madeOtherwise} from './made-otherwise.js';
import type {PlanInput} from './plan-input.js';
import {planProxy, proxyDigest} from './plan-proxies.js';
import type {ProxyModel, ProxyServerState} from '../proxy.js';
import {runningChecks, type ServerChecks} from './server-checks.js';
import {stepId} from './step-id.js';

export interface ProxyOrder {
  /** Removes what the engine would take for what is wanted. */
  readonly renew: readonly Step[];
  readonly prepare: readonly Step[];
  readonly configure: readonly Step[];
  readonly remove: readonly Step[];
  readonly changes: readonly PlannedChange[];
  /** Steps for instances that stand out of rotation though nothing of this plan took them out. */
  readonly undrain: (replaced: readonly string[]) => readonly Step[];
  /** For each round of replacements, what has the balancers judge those of the round as is desired now. */
  readonly rejudge: (rounds: readonly (readonly string[])[]) => readonly (readonly Step[])[];
}

/** What the balancers in scope need: to run, to have the desired configuration, or to go. */
export function planProxySteps(input: PlanInput): ProxyOrder {
  const nodes = input.after.nodes.filter((node) => node.org === input.scope.org && input.scope.proxyNodes.includes(node.name));
  const checks = runningChecks(input.observation.containers);
  const parts = nodes.map((node) => planNode(input, node, planProxy(input.after, node, checks)));
  return {
    renew: parts.flatMap((part) => part.renew),
    prepare: parts.flatMap((part) => part.prepare),
    configure: parts.flatMap((part) => part.configure),
    remove: parts.flatMap((part) => part.remove),
    changes: parts.flatMap((part) => part.changes),
    rejudge: (rounds) => rejudgeSteps(input, {nodes, checks, rounds}),
    undrain: (replaced) => nodes.flatMap((node) => undrainSteps(input, node, replaced)),
  };
}

function planNode(input: PlanInput, node: Node, model: ProxyModel | null): Omit<ProxyOrder, 'undrain' | 'rejudge'> {
  const nothing = {renew: [], prepare: [], configure: [], remove: [], changes: []};
  const project = input.proxyProject(node);
  const container = input.observation.containers.find(
    (candidate) => candidate.node === node.name && candidate.project === project.name,
  );
  const line = (action: PlannedChange['action'], reasons: readonly string[], moves: boolean): PlannedChange => ({
    action,
    subject: `balancer on ${node.name}`,
    parent: null,
    node: node.name,
    reasons,
    moves,
  });
  if (model === null) {
    if (!container) return nothing;
    return {
      ...nothing,
      remove: [
        {
          kind: 'remove-project',
          id: stepId('remove', node.name, project.name),
          node: node.name,
          project: project.name,
          volumes: true,
        },
      ],
      changes: [line('stop', ['no entry leads anywhere'], true)],
    };
  }
  const configure: Step = {kind: 'configure-proxy', id: stepId('configure', node.name), node: node.name, model};
  const spec = project.containers[0];
  const otherwise = spec && container ? madeOtherwise(spec, container, literalDigest) : [];
  if (!runsAs(container, spec?.labels[containerLabels.spec] ?? '') || otherwise.length > 0) {
    const start: Step = {kind: 'start-proxy', id: stepId('proxy', node.name), node: node.name, project};
    return {
      ...nothing,
      renew: otherwise.length > 0 && spec ? [renewStep(node, {project: project.name, spec})] : [],
      prepare: [start],
      configure: [configure],
      changes: [line(container ? 'replace-stop-first' : 'start', [...otherwise, ports(model)], true)],
    };
  }
  const running = input.observation.proxies.find((proxy) => proxy.node === node.name);
  if (running?.digest === proxyDigest(model)) return nothing;
  return {...nothing, configure: [configure], changes: [line('change', [ports(model)], false)]};
}

/** Only where a round changes what a balancer does: most changes leave the definition of healthy alone. */
function rejudgeSteps(
  input: PlanInput,
  target: {readonly nodes: readonly Node[]; readonly checks: ServerChecks; readonly rounds: readonly (readonly string[])[]},
): readonly (readonly Step[])[] {
  const remaining = new Map(target.checks);
  let models = target.nodes.map((node) => planProxy(input.after, node, remaining));
  return target.rounds.map((names, round) => {
    for (const name of names) remaining.delete(name);
    const next = target.nodes.map((node) => planProxy(input.after, node, remaining));
    const steps = target.nodes.flatMap(({name: node}, index): Step[] => {
      const model = next[index];
      if (!model || canonicalJson(model) === canonicalJson(models[index])) return [];
      return [{kind: 'configure-proxy', id: stepId('configure', node, String(round + 1)), node, model}];
    });
    models = next;
    return steps;
  });
}

function renewStep(node: Node, {project, spec}: {readonly project: string; readonly spec: ContainerSpec}): Step {
  const {name, stopGraceMs} = spec;
  return {
    kind: 'remove-containers',
    id: stepId('renew', node.name, project),
    node: node.name,
    project,
    names: [name],
    stopGraceMs,
  };
}

function runsAs(container: ObservedContainer | undefined, spec: string): boolean {
  return container?.state === 'running' && container.spec === spec && container.health !== 'unhealthy';
}

function ports(model: ProxyModel): string {
  const servers = model.backends.reduce((count, backend) => count + backend.servers.length, 0);
  return `port ${model.listeners.map((listener) => listener.port).join(', ')} to ${servers} ${servers === 1 ? 'server' : 'servers'}`;
}

function undrainSteps(input: PlanInput, node: Node, replaced: readonly string[]): readonly Step[] {
  const model = planProxy(input.after, node);
  const proxy = input.observation.proxies.find((candidate) => candidate.node === node.name);
  if (!model || !proxy) return [];
  const out = proxy.servers.filter(
    (server) => (server.status === 'drain' || server.status === 'maintenance') && takesTraffic(model, server),
  );
  return input.scope.deployments.flatMap((key) => {
    const name = deploymentName(key);
    const own = out.filter(
      ({backend, server}) => backend.startsWith(`${key.org}.${key.env}.${key.app}.`) && !replaced.includes(`${name}/${server}`),
    );
    return [...new Set(own.map(({server}) => server))].sort(compareText).map((instance): Step => ({
      kind: 'undrain-instance',
      id: stepId('undrain', node.name, name, instance),
      node: node.name,
      instance,
      backends: own
        .filter(({server}) => server === instance)
        .map(({backend}) => backend)
        .sort(compareText),
      timeoutMs: 20_000,
    }));
  });
}

function takesTraffic(model: ProxyModel, state: ProxyServerState): boolean {
  return model.backends.some(
    (backend) =>
      backend.name === state.backend && backend.servers.some((server) => server.name === state.server && server.weight > 0),
  );
}
