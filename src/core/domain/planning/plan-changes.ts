import type {ProjectSpec} from '../container.js';
import type {Deployment, DeploymentKey, Instance} from '../model.js';
import {compareText, deploymentName} from '../names.js';
import {inOrder} from '../observation-order.js';
import type {Plan, PlannedChange, Stage} from '../plan.js';
import {describeDeployment, describeServices} from './describe-containers.js';
import {diffProject, type ProjectDiff} from './diff-containers.js';
import {planNetworks} from './order-networks.js';
import {mergeStages, orderDeployment, orderServices, type DeploymentOrder} from './order-stages.js';
import {planProxySteps, type ProxyOrder} from './order-proxies.js';
import type {PlanInput} from './plan-input.js';
import {previousVersions} from './previous-versions.js';
import {deploymentProject} from './resource-names.js';
import {TopologyChanges} from './topology-changes.js';

/** The plan that leads from what is observed to what is desired. Pure: the same input gives the same bytes, however it is listed. */
export function planChanges(given: PlanInput): Plan {
  const input = {...given, observation: inOrder(given.observation)};
  const {before, after, scope} = input;
  const deployments = scope.deployments.map((key) => ({key, ...diffDeployment(input, key)}));
  const services = scope.serviceEnvs.map((env) => ({env, diffs: diffServices(input, env)}));
  const proxies = planProxySteps(input);
  const networks = planNetworks(input, [...deployments.flatMap(({diffs}) => diffs), ...services.flatMap(({diffs}) => diffs)]);
  const service = orderServices(
    input,
    services.flatMap(({diffs}) => diffs),
  );
  const ordered = deployments.map(({key, diffs, deployment}) => orderDeployment(input, {key, deployment, diffs}));
  const stages = mergeStages([
    {title: 'Prepare', steps: [...networks.prepare, ...service.renew, ...proxies.renew]},
    ...beside({title: 'Start the balancer', steps: proxies.prepare}, [
      {title: 'Start services', steps: service.start},
      ...ordered.reduce<readonly Stage[]>((merged, {start}) => zipStages(merged, start), []),
    ]),
    {title: 'Take instances out of rotation', steps: ordered.flatMap(({drain}) => drain)},
    {title: 'Configure the balancer', steps: proxies.configure},
    // Before anything else leaves: what an interrupted run has taken out would make two at once.
    {
      title: 'Return to rotation',
      steps: [...ordered.flatMap(({undrain}) => undrain), ...proxies.undrain(ordered.flatMap(({replaced}) => replaced))],
    },
    {title: 'Wait for the balancer', steps: ordered.flatMap(({awaited}) => awaited)},
    ...replaceStages(ordered, proxies),
    {title: 'Remove', steps: [...ordered.flatMap(({remove}) => remove), ...proxies.remove]},
    {title: 'Remove services', steps: service.remove},
    {title: 'Remove networks', steps: networks.remove},
  ]);
  const changes: PlannedChange[] = [
    ...new TopologyChanges(before, after),
    ...services.flatMap(({env, diffs}) => describeDiffs(`services of ${env}`, 'service', diffs)),
    ...ordered.flatMap(({changes: lines}) => lines),
    ...proxies.changes,
    ...networks.changes,
  ];
  const previous = previousVersions(input);
  const moving = new Set(stages.flatMap((stage) => stage.steps.map((step) => step.node)));
  return {
    format: 1,
    org: scope.org,
    changes,
    stages,
    deployments: scope.deployments,
    ...(previous.length === 0 ? {} : {previous}),
    leases: [
      ...scope.deployments.map((key) => `deployment ${deploymentName(key)}`),
      ...scope.serviceEnvs.map((env) => `services ${scope.org}/${env}`),
      ...scope.proxyNodes.map((node) => `proxy ${scope.org}/${node}`),
    ].sort(compareText),
    nodes: [...moving].sort(compareText),
  };
}

function diffDeployment(
  input: PlanInput,
  key: DeploymentKey,
): {readonly deployment: Deployment | null; readonly diffs: readonly ProjectDiff[]} {
  const {after, before, observation, installation, scope, digestValue} = input;
  const own = (instance: Instance) => deploymentName(instance) === deploymentName(key);
  const deployment = after.deployments.find((candidate) => deploymentName(candidate) === deploymentName(key)) ?? null;
  const name = deploymentProject(installation, key);
  const project = (node: string): ProjectSpec =>
    deployment ? describeDeployment({topology: after, installation}, deployment, node) : {name, containers: []};
  const nodes = new Set([
    ...after.instances.filter(own).map((instance) => instance.node),
    // Volumes outlive their containers.
    ...(scope.removeVolumes ? before.instances.filter(own).map((instance) => instance.node) : []),
    ...observation.containers.filter((container) => container.project === name).map((container) => container.node),
  ]);
  return {
    deployment,
    diffs: [...nodes]
      .sort(compareText)
      .map((node) =>
        diffProject({node, project: project(node), observation, running: deployment?.state === 'running', digestValue}),
      ),
  };
}

function diffServices(input: PlanInput, env: string): readonly ProjectDiff[] {
  const {after, observation, scope, installation, digestValue} = input;
  const scoped = (node: string) => describeServices({topology: after, installation}, {org: scope.org, env, node});
  const nodes = new Set([
    ...after.services
      .filter((service) => service.org === scope.org && service.env === env && service.managed)
      .map((service) => service.managed?.node as string),
    ...observation.containers
      .filter((container) => container.kind === 'service' && container.org === scope.org && container.env === env)
      .map((container) => container.node),
  ]);
  return [...nodes]
    .sort(compareText)
    .map((node) => diffProject({node, project: scoped(node), observation, running: true, digestValue}));
}

/** Nothing waits for a balancer before it is configured, so it starts beside what starts first. */
function beside(balancers: Stage, stages: readonly Stage[]): readonly Stage[] {
  const first = stages.find((stage) => stage.steps.length > 0);
  if (!first) return [balancers];
  return stages.map((stage) => (stage === first ? {...stage, steps: [...balancers.steps, ...stage.steps]} : stage));
}

const stagesPerRound = 4;

/** Between start and return of the instances of a round, the balancers begin to judge them by what is desired now. */
function replaceStages(ordered: readonly DeploymentOrder[], proxies: ProxyOrder): readonly Stage[] {
  const stages = ordered.reduce<readonly Stage[]>((merged, {replace}) => zipStages(merged, replace), []);
  const rounds = Array.from({length: stages.length / stagesPerRound}, (_, round) =>
    ordered.flatMap((order) => order.rounds.slice(round, round + 1)),
  );
  const rejudge = proxies.rejudge(rounds);
  return stages.flatMap((stage, index) =>
    index % stagesPerRound === stagesPerRound - 1
      ? [{title: 'Configure the balancer', steps: rejudge[Math.floor(index / stagesPerRound)] ?? []}, stage]
      : [stage],
  );
}

/** Stages of several deployments side by side: the first of each together, then the second. */
function zipStages(a: readonly Stage[], b: readonly Stage[]): readonly Stage[] {
  return Array.from({length: Math.max(a.length, b.length)}, (_, index) => {
    const stages = [a[index], b[index]].filter((stage): stage is Stage => stage !== undefined);
    return {title: stages[0]?.title ?? '', steps: stages.flatMap((stage) => stage.steps)};
  });
}

function describeDiffs(parent: string, kind: string, diffs: readonly ProjectDiff[]): readonly PlannedChange[] {
  const actions = {start: 'start', replace: 'replace-stop-first', stop: 'stop', remove: 'stop'} as const;
  return diffs.flatMap(({node, changes}) =>
    changes.flatMap(({action, name, reasons}) =>
      action === 'keep' ? [] : [{action: actions[action], subject: `${kind} ${name}`, parent, node, reasons, moves: true}],
    ),
  );
}
