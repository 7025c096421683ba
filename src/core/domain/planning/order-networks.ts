import type {PlannedChange, Step} from '../plan.js';
import {compareText} from '../names.js';
import type {ProjectDiff} from './diff-containers.js';
import type {PlanInput} from './plan-input.js';
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
  const doubled = doubledNetworks(input, diffs);
  return {
    prepare: [...missingNetworks(input, diffs), ...doubled.map(({node, network}) => ensureStep(node, network))],
    remove: gone.map(({node, network}) => ({kind: 'remove-network', id: stepId('remove', node, network), node, network})),
    changes: [
      ...doubled.map(({node, network, count}): PlannedChange => ({
        action: 'change',
        subject: `network ${network}`,
        parent: null,
        node,
        reasons: [`there are ${count} of it`],
        moves: false,
      })),
      ...gone.map(({env, node}): PlannedChange => ({
        action: 'stop',
        subject: `network of ${env}`,
        parent: null,
        node,
        reasons: ['nothing uses it'],
        moves: false,
      })),
    ],
  };
}

function ensureStep(node: string, network: string): Step {
  return {kind: 'ensure-network', id: stepId('network', node, network), node, network};
}

/** Every start fails while two networks have one name. */
function doubledNetworks(
  {observation}: PlanInput,
  diffs: readonly ProjectDiff[],
): readonly {readonly node: string; readonly network: string; readonly count: number}[] {
  const wanted = new Map(
    diffs.flatMap(({node, project}) =>
      project.containers.flatMap(({network}) =>
        network.kind === 'bridge' ? [[`${node} ${network.name}`, {node, network: network.name}] as const] : [],
      ),
    ),
  );
  return [...wanted.values()]
    .map(({node, network}) => ({
      node,
      network,
      count: observation.networks.filter((candidate) => candidate.node === node && candidate.name === network).length,
    }))
    .filter(({count}) => count > 1);
}

function missingNetworks({observation}: PlanInput, diffs: readonly ProjectDiff[]): readonly Step[] {
  const needed = new Map<string, Step>();
  for (const {node, changes} of diffs) {
    for (const {action, spec} of changes) {
      if (spec === null || spec.network.kind === 'host' || (action !== 'start' && action !== 'replace')) continue;
      const network = spec.network.name;
      if (observation.networks.some((candidate) => candidate.node === node && candidate.name === network)) continue;
      needed.set(`${node} ${network}`, ensureStep(node, network));
    }
  }
  return [...needed.values()];
}

function unusedNetworks({
  after,
  observation,
  scope,
  installation,
}: PlanInput): readonly {readonly env: string; readonly node: string; readonly network: string}[] {
  const envs = [...new Set([...scope.deployments.map((key) => key.env), ...scope.serviceEnvs])].sort(compareText);
  return envs.flatMap((env) => {
    const used =
      after.deployments.some((deployment) => deployment.org === scope.org && deployment.env === env) ||
      after.services.some((service) => service.org === scope.org && service.env === env && service.managed !== null);
    const network = environmentNetwork(installation, scope.org, env);
    const nodes = new Set(
      observation.networks.filter((candidate) => candidate.name === network).map((candidate) => candidate.node),
    );
    return used ? [] : [...nodes].sort(compareText).map((node) => ({env, node, network}));
  });
}
