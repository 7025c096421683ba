import type {ObservedContainer} from '../domain/container.js';
import type {SecretDigests} from '../domain/consistency.js';
import type {Balance, Deployment, DeploymentKey, Instance, Node, Recipe, RunState, Topology} from '../domain/model.js';
import {deploymentName, instanceName} from '../domain/names.js';
import {describeDeployment} from '../domain/planning/describe-containers.js';
import {deploymentTitle} from '../domain/planning/order-stages.js';
import type {ProxyServerState} from '../domain/proxy.js';
import {joinHostPort} from '../domain/values/hosts.js';
import {waysOnHint} from '../domain/ways-on.js';
import type {Ports} from '../ports/index.js';
import type {Operation} from '../ports/store.js';
import {askServices, servicesOf, type Dependency} from './ask-services.js';
import {expectDeployment} from './deployed-app.js';
import {readOpenOperations} from './halted-operations.js';
import {planDrift, type Drift} from './plan-drift.js';
import {mendCommand} from './refuse-release.js';
import {serviceProblem} from './standing-problems.js';
import {readConsistency, type Consistency} from './read-consistency.js';

export interface InstanceStatus {
  readonly name: string;
  readonly role: string;
  readonly node: string;
  /** Host address and port by port name. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly desired: RunState;
  readonly actual: ObservedContainer['state'] | 'missing' | 'unknown';
  readonly health: ObservedContainer['health'] | 'unknown';
  readonly version: string | null;
  readonly balancers: readonly Pick<
    ProxyServerState,
    'node' | 'backend' | 'status' | 'weight' | 'sessions' | 'requestsTotal' | 'check'
  >[];
  /** Why the plan would touch it. */
  readonly drift: readonly string[];
}

export interface HealthLevel {
  readonly level: 'process' | 'dependencies' | 'cluster';
  readonly result: 'pass' | 'fail' | 'unknown';
  readonly message: string;
}

export interface StatusProblem {
  readonly code: string;
  readonly subject: string;
  readonly message: string;
  readonly hint: string | null;
}

export interface AppStatus extends DeploymentKey {
  readonly recipe: string;
  readonly version: string;
  readonly state: RunState;
  readonly balance: Balance;
  readonly roles: Readonly<Record<string, number>>;
  readonly entries: readonly string[];
  readonly instances: readonly InstanceStatus[];
  readonly levels: readonly HealthLevel[];
  readonly secrets: readonly SecretDigests[];
  readonly healthy: boolean;
  readonly problems: readonly StatusProblem[];
}

/** What is desired of one deployment and what runs of it. */
export async function readAppStatus(ports: Ports, key: DeploymentKey): Promise<AppStatus> {
  expectDeployment(await (await ports.store()).readTopology(['orgs', 'envs', 'apps', 'deployments']), key);
  const drift = await planDrift(ports, {org: key.org, envs: [key.env]});
  const {topology, nodes} = drift;
  const {deployment, recipe} = expectDeployment(topology, key);
  const installation = await ports.founder();
  const consistency = await readConsistency(ports, {deployment, recipe, nodes, containers: drift.observation.containers});
  const instances = topology.instances
    .filter((instance) => deploymentName(instance) === deploymentName(key))
    .map((instance) => instanceStatus({drift, deployment, installation}, instance));
  const used = deployment.state === 'stopped' ? [] : servicesOf(topology, deployment).map(({service}) => service);
  const [{halted}, dependencies] = await Promise.all([
    readOpenOperations(ports),
    askServices(ports, [...new Set(used)], {topology, observation: drift.observation}),
  ]);
  const problems = problemsOf(deployment, instances, {drift, consistency, halted, dependencies});
  return {
    ...key,
    recipe: recipe.name,
    version: deployment.version,
    state: deployment.state,
    balance: deployment.balance,
    roles: deployment.roles,
    entries: entriesOf(topology, key),
    instances,
    levels: levelsOf(recipe, deployment, {instances, consistency, dependencies}),
    secrets: consistency.secrets,
    healthy: problems.length === 0,
    problems,
  };
}

interface Reading {
  readonly drift: Drift;
  readonly deployment: Deployment;
  readonly installation: string;
}

function instanceStatus({drift, deployment, installation}: Reading, instance: Instance): InstanceStatus {
  const {topology, observation, changes} = drift;
  const name = instanceName(instance);
  const node = topology.nodes.find((candidate) => candidate.org === instance.org && candidate.name === instance.node) as Node;
  const project = describeDeployment({topology, installation}, deployment, instance.node);
  const container = observation.containers.find(
    (candidate) => candidate.project === project.name && candidate.node === instance.node && candidate.name === name,
  );
  const silent = observation.unreachable.some((candidate) => candidate.node === instance.node);
  return {
    name,
    role: instance.role,
    node: instance.node,
    desired: deployment.state,
    addresses: Object.fromEntries(
      Object.entries(instance.ports).map(([port, number]) => [port, joinHostPort(node.address, number)]),
    ),
    actual: container?.state ?? (silent ? 'unknown' : 'missing'),
    health: container?.health ?? 'unknown',
    version: container?.version ?? null,
    balancers: serversOf(drift, deployment, name),
    drift: changes
      .filter((change) => change.subject === `instance ${name}` && change.parent === deploymentTitle(deployment))
      .flatMap((change) => change.reasons),
  };
}

function serversOf({observation}: Drift, {org, env, app}: Deployment, name: string): InstanceStatus['balancers'] {
  return observation.proxies
    .flatMap((proxy) =>
      proxy.servers.filter((server) => server.server === name && server.backend.startsWith(`${org}.${env}.${app}.`)),
    )
    .map(({node, backend, status, weight, sessions, requestsTotal, check}) => ({
      node,
      backend,
      status,
      weight,
      sessions,
      requestsTotal,
      check,
    }));
}

function entriesOf({entries, deployments}: Topology, {org, env, app}: DeploymentKey): readonly string[] {
  const alone = deployments.filter((deployment) => deployment.org === org && deployment.env === env).length === 1;
  return entries
    .filter((entry) => entry.org === org && entry.env === env && (entry.app === app || (entry.app === null && alone)))
    .map((entry) => entry.address);
}

interface Findings {
  readonly drift: Drift;
  readonly consistency: Consistency;
  readonly halted: readonly Operation[];
  readonly dependencies: readonly Dependency[];
}

function problemsOf(
  deployment: Deployment,
  instances: readonly InstanceStatus[],
  {drift, consistency, halted, dependencies}: Findings,
): readonly StatusProblem[] {
  const [unfinished] = halted.filter(({plan}) =>
    plan.deployments.some((key) => deploymentName(key) === deploymentName(deployment)),
  );
  const mend = unfinished ? waysOnHint(unfinished) : mendCommand(deployment, drift.observation.containers);
  const changed = drift.changes.filter((change) => change.parent === null || change.parent === deploymentTitle(deployment));
  const out = instances.flatMap((instance) =>
    instance.balancers
      .filter((server) => server.status !== 'up' && server.weight > 0 && instance.drift.length === 0)
      .map((server) => ({
        code: 'NOT_SERVING',
        subject: `instance ${instance.name}`,
        message: `The balancer on ${server.node} has ${instance.name} as ${server.status}${server.check === null ? '' : `; its check says: ${server.check}`}.`,
        hint: mend,
      })),
  );
  return [
    ...(unfinished ? [openProblem(unfinished)] : []),
    ...drift.observation.unreachable.map((node) => ({
      code: node.code,
      subject: `node ${node.node}`,
      message: node.reason,
      hint: node.hint,
    })),
    ...changed.map((change) => ({
      code: 'DRIFT',
      subject: change.subject,
      message: `${change.subject}${change.node ? ` on ${change.node}` : ''}: ${change.reasons.join('; ')}.`,
      hint: mend,
    })),
    ...out,
    ...dependencies.filter(({result}) => result === 'fail').map(serviceProblem),
    ...consistency.findings.map(({code, subject, message, hint}) => ({code, subject, message, hint: unfinished ? mend : hint})),
  ];
}

function openProblem({id, command, state, plan}: Operation): StatusProblem {
  const message = `Operation ${id} (${command}) is ${state} and not done.`;
  return {code: 'OPERATION_OPEN', subject: `operation ${id}`, message, hint: waysOnHint({id, plan})};
}

function levelsOf(
  recipe: Recipe,
  deployment: Deployment,
  {
    instances,
    consistency,
    dependencies,
  }: Pick<Findings, 'consistency' | 'dependencies'> & {readonly instances: readonly InstanceStatus[]},
): readonly HealthLevel[] {
  const running = instances.filter((instance) => instance.actual === 'running');
  const healthy = running.filter((instance) => instance.health === 'healthy').length;
  const wanted = deployment.state === 'stopped' ? 0 : instances.length;
  const hidden = instances.filter((instance) => instance.actual === 'unknown').length;
  const level = (name: HealthLevel['level'], result: HealthLevel['result'], message: string): HealthLevel => ({
    level: name,
    result,
    message,
  });
  const contradictions = consistency.findings.length;
  return [
    level(
      'process',
      hidden > 0 ? 'unknown' : healthy === wanted ? 'pass' : 'fail',
      `${healthy} of ${wanted} instances answer${hidden > 0 ? `, ${hidden} cannot be seen` : ''}`,
    ),
    level('dependencies', ...dependenciesResult(recipe, dependencies)),
    level('cluster', ...clusterResult({contradictions, asked: running.length, hidden})),
  ];
}

function dependenciesResult(recipe: Recipe, dependencies: readonly Dependency[]): readonly [HealthLevel['result'], string] {
  if (Object.keys(recipe.services).length === 0) return ['pass', 'it has none'];
  const of = (result: Dependency['result']) => dependencies.filter((dependency) => dependency.result === result);
  const told = [...of('fail'), ...of('unknown')].map(({service, message}) => `${service}: ${message}`).join('; ');
  if (of('fail').length > 0) return ['fail', told];
  if (of('unknown').length > 0) return ['unknown', `cannot be asked from here: ${told}`];
  return dependencies.length === 0
    ? ['pass', 'it uses none now']
    : ['pass', `${dependencies.map(({service}) => service).join(', ')} answer`];
}

/** Of instances that could not be asked it says nothing. */
function clusterResult({
  contradictions,
  asked,
  hidden,
}: Readonly<Record<'contradictions' | 'asked' | 'hidden', number>>): readonly [HealthLevel['result'], string] {
  if (asked === 0) return ['unknown', 'no instance runs that could be asked'];
  if (contradictions > 0) return ['fail', `${contradictions} ${contradictions === 1 ? 'contradiction' : 'contradictions'}`];
  return hidden === 0
    ? ['pass', 'roles, versions and secrets agree']
    : ['unknown', `roles, versions and secrets agree in ${asked}, ${hidden} cannot be seen`];
}
