import type {PlannedChange, Step} from '../plan.js';
import {compareText} from '../names.js';
import type {ProjectDiff} from './diff-containers.js';
import type {PlanInput} from './plan-changes.js';
import {environmentNetwork} from './resource-names.js';
import {stepId} from './step-id.js';

export interface NetworkOrder {
  readonly prepare: readonly Step[];
  readonly remove: readonly Step[];
  readonly changes: readonly PlannedChange[];
}

/** Networks that what starts needs, and those of environments in which nothing is left to run. */
export function planNetworks(input: PlanInput, diffs: readonly ProjectDiff[]): NetworkOrder {
  const gone = unusedNetworks(input);
  return {
    prepare: missingNetworks(input, diffs),
    remove: gone.map(({node, network}) => ({kind: 'remove-network', id: stepId('remove', node, network), node, network})),
    changes: gone.map(({env, node}) => ({action: 'stop', subject: `network of ${env}`, parent: null, node, reasons: ['nothing uses it'], moves: false})),
  };
}

function missingNetworks({observation}: PlanInput, diffs: readonly ProjectDiff[]): readonly Step[] {
  const needed = new Map<string, Step>();
  for (const {node, changes} of diffs) {
    for (const {action, spec} of changes) {
      if (spec === null || spec.network.kind === 'host' || (action !== 'start' && action !== 'replace')) continue;
      const network = spec.network.name;
      if (observation.networks.some((candidate) => candidate.node === node && candidate.name === network)) continue;
      needed.set(`${node} ${network}`, {kind: 'ensure-network', id: stepId('network', node, network), node, network});
    }
  }
  return [...needed.values()];
}

function unusedNetworks({after, observation, scope, installation}: PlanInput): readonly {readonly env: string; readonly node: string; readonly network: string}[] {
  const envs = [...new Set([...scope.deployments.map((key) => key.env), ...scope.serviceEnvs])].sort(compareText);
  return envs.flatMap((env) => {
    const used = after.deployments.some((deployment) => deployment.org === scope.org && deployment.env === env)
      || after.services.some((service) => service.org === scope.org && service.env === env && service.managed !== null);
    const network = environmentNetwork(installation, scope.org, env);
    const nodes = new Set(observation.networks.filter((candidate) => candidate.name === network).map((candidate) => candidate.node));
    return used ? [] : [...nodes].sort(compareText).map((node) => ({env, node, network}));
  });
}
