import type {DeploymentKey, Recipe} from '../model.js';
import {compareText, deploymentName} from '../names.js';
import type {Step} from '../plan.js';
import type {PlanInput} from './plan-input.js';
import {backendName, planProxy} from './plan-proxies.js';
import {stepId} from './step-id.js';

const unknownRecipe = {timeouts: {drainMs: 10_000}, settleMs: 0, health: {intervalMs: 1000, timeoutMs: 1000, successes: 2}};
/** Checks that may fail before those that count: an app that starts answers late. */
const failuresAllowed = 8;

export interface Rotation {
  readonly drain: (instance: string) => readonly Step[];
  readonly undrain: (instance: string) => readonly Step[];
  /** One step a balancer, for the instances that are chosen by which of them it has. */
  readonly await: (choose: (known: (instance: string) => boolean) => readonly string[]) => readonly Step[];
}

/** Steps that take instances out of every balancer of their environment, put them back, and wait until they are up. */
export function rotationOf(input: PlanInput, key: DeploymentKey, recipe: Recipe | null): Rotation {
  const backends = [...new Set(recipe?.routes.map((route) => backendName(key, route.port)))];
  const nodes = input.after.nodes.filter(
    (node) => node.org === key.org && planProxy(input.after, node)?.backends.some((backend) => backends.includes(backend.name)),
  );
  const base = (verb: string, node: string, instance: string) => ({
    id: stepId(verb, node, deploymentName(key), instance),
    node,
    instance,
    backends,
  });
  const {timeouts, settleMs, health} = recipe ?? unknownRecipe;
  const timeoutMs = (failuresAllowed + health.successes) * (health.intervalMs + health.timeoutMs);
  return {
    drain: (instance) =>
      nodes.map((node) => ({kind: 'drain-instance', ...base('drain', node.name, instance), drainMs: timeouts.drainMs, settleMs})),
    undrain: (instance) => nodes.map((node) => ({kind: 'undrain-instance', ...base('undrain', node.name, instance), timeoutMs})),
    await: (choose) =>
      nodes.flatMap((node): Step[] => {
        // What a balancer that does not answer has up, nobody can wait for.
        if (input.observation.unreachable.some((silent) => silent.node === node.name)) return [];
        const servers = input.observation.proxies.find((proxy) => proxy.node === node.name)?.servers ?? [];
        const known = (instance: string) =>
          backends.every((backend) => servers.some((server) => server.backend === backend && server.server === instance));
        const instances = [...new Set(choose(known))].sort(compareText);
        const id = stepId('await', node.name, deploymentName(key));
        return instances.length === 0 ? [] : [{kind: 'await-instances', id, node: node.name, instances, backends, timeoutMs}];
      }),
  };
}
