import {
  containerLabels,
  type ContainerKind,
  type ContainerSpec,
  type EnvValue,
  type Healthcheck,
  type ProjectSpec,
} from '../container.js';
import {digestOf} from '../digest.js';
import type {App, Deployment, Instance, Recipe, RecipeValue, Service, Topology} from '../model.js';
import {compareText, deploymentName, instanceName} from '../names.js';
import {formatService} from '../service-formats.js';
import {containerProbe, probeUrl} from './container-probe.js';
import {deploymentProject, environmentNetwork, servicesProject, volumeName} from './resource-names.js';
import {managedKinds} from './service-catalog.js';
import {checkOf} from './server-checks.js';
import {connectionOf, latestSecret, serviceFor} from './service-connection.js';

export interface DescribeInput {
  readonly topology: Topology;
  readonly installation: string;
}

/** A recipe's secret is kept under its variable's name in the form of a name: `SESSION_SECRET` is `session-secret`. */
export function secretName(variable: string): string {
  return variable.toLowerCase().replaceAll('_', '-');
}

/** The compose project of one deployment on one node. */
export function describeDeployment(input: DescribeInput, deployment: Deployment, node: string): ProjectSpec {
  const {topology, installation} = input;
  const app = topology.apps.find((candidate) => candidate.org === deployment.org && candidate.name === deployment.app) as App;
  const instances = topology.instances.filter(
    (instance) => instance.node === node && deploymentName(instance) === deploymentName(deployment),
  );
  const project = deploymentProject(installation, deployment);
  return {name: project, containers: instances.map((instance) => describeInstance(input, {app, deployment, instance, project}))};
}

interface InstanceScope {
  readonly app: App;
  readonly deployment: Deployment;
  readonly instance: Instance;
  readonly project: string;
}

function describeInstance(
  {topology, installation}: DescribeInput,
  {app, deployment, instance, project}: InstanceScope,
): ContainerSpec {
  const {recipe} = app;
  const name = instanceName(instance);
  const node = topology.nodes.find((candidate) => candidate.org === instance.org && candidate.name === instance.node);
  return labelled(
    {
      name,
      image: imageOf(app, deployment.version),
      imageId: deployment.imageId,
      command: recipe.command,
      environment: instanceEnvironment(topology, app, instance),
      ports: Object.keys(recipe.ports)
        .sort(compareText)
        .map((port) => ({
          hostAddress: publishedAddress(node?.address ?? '127.0.0.1'),
          hostPort: instance.ports[port] as number,
          containerPort: recipe.ports[port] as number,
        })),
      volumes: volumesOf(project, name, recipe.volumes),
      network: {kind: 'bridge', name: environmentNetwork(installation, instance.org, instance.env), aliases: [name]},
      healthcheck: instanceProbe(recipe),
      minHealthyMs: recipe.health.minHealthyMs,
      stopGraceMs: recipe.stopGraceMs,
      labels: {},
    },
    {
      ...ownership(installation, instance, 'instance', name),
      [containerLabels.app]: app.name,
      [containerLabels.role]: instance.role,
      [containerLabels.version]: deployment.version,
      [containerLabels.generation]: String(deployment.generation),
      [containerLabels.health]: JSON.stringify(checkOf(recipe.health)),
    },
  );
}

/** Docker publishes on addresses, not on names: a node that is known by its name publishes on all that it has. */
function publishedAddress(address: string): string {
  return /^[\d.]+$|:/.test(address) ? address.replace(/^\[|\]$/g, '') : '0.0.0.0';
}

export function imageOf(app: App, version: string): string {
  return `${app.image ?? app.recipe.image}:${version}`;
}

function instanceEnvironment(topology: Topology, app: App, instance: Instance): Readonly<Record<string, EnvValue>> {
  const {recipe} = app;
  const scope = {org: instance.org, env: instance.env, app: app.name};
  const values = new Map<string, EnvValue>();
  const put = (key: string, value: EnvValue | null) => {
    if (value !== null) values.set(key, value);
  };
  for (const [key, value] of Object.entries({...recipe.env, ...recipe.roles[instance.role]?.env}))
    put(key, resolveValue(topology, {recipe, instance, value}));
  for (const variable of Object.keys(recipe.secrets)) {
    const secret = latestSecret(topology, {...scope, name: secretName(variable)});
    put(variable, secret && [{secret}]);
  }
  const configs = topology.configs.filter((config) => config.org === scope.org && config.env === scope.env);
  for (const config of configs.filter((candidate) => candidate.app === null)) put(config.key, config.value);
  for (const config of configs.filter((candidate) => candidate.app === app.name)) put(config.key, config.value);
  return Object.fromEntries([...values].sort(([a], [b]) => compareText(a, b)));
}

function resolveValue(
  topology: Topology,
  {recipe, instance, value}: {readonly recipe: Recipe; readonly instance: Instance; readonly value: RecipeValue},
): EnvValue | null {
  if (typeof value === 'string') return value;
  if ('instance' in value)
    return {name: instanceName(instance), role: instance.role, ordinal: String(instance.ordinal), node: instance.node}[
      value.instance
    ];
  if ('secret' in value) {
    const secret = latestSecret(topology, {org: instance.org, env: instance.env, app: instance.app, name: value.secret});
    return secret && [{secret}];
  }
  const service = serviceFor(topology, {org: instance.org, env: instance.env, recipe, slot: value.service});
  return service && formatService(connectionOf(topology, service), value.format);
}

/** The engine starts a process for each probe, which takes seconds on a busy machine; a slow answer is for the balancer to judge. */
const leastProbeMs = 5000;

function instanceProbe(recipe: Recipe): Healthcheck {
  const {health} = recipe;
  const port = recipe.ports[health.port] as number;
  return {
    test: containerProbe(health, port),
    asks: `GET ${probeUrl(health, port)}`,
    intervalMs: health.intervalMs,
    timeoutMs: Math.max(health.timeoutMs, leastProbeMs),
    retries: health.retries,
    startPeriodMs: health.startPeriodMs,
  };
}

function volumesOf(project: string, container: string, volumes: Readonly<Record<string, string>>): ContainerSpec['volumes'] {
  return Object.keys(volumes)
    .sort(compareText)
    .map((name) => ({kind: 'volume', source: volumeName(project, container, name), path: volumes[name] as string}));
}

/** The compose project of the managed services of one environment on one node. */
export function describeServices(
  input: DescribeInput,
  scope: {readonly org: string; readonly env: string; readonly node: string},
): ProjectSpec {
  const project = servicesProject(input.installation, scope.org, scope.env);
  const services = input.topology.services.filter(
    (service) => service.org === scope.org && service.env === scope.env && service.managed?.node === scope.node,
  );
  return {name: project, containers: services.map((service) => describeService(input, service, project))};
}

function describeService({topology, installation}: DescribeInput, service: Service, project: string): ContainerSpec {
  const kind = managedKinds[service.kind] as (typeof managedKinds)[string];
  const {password} = connectionOf(topology, service);
  const secrets = Object.fromEntries(
    kind.passwordVariables.map((variable): [string, EnvValue] => [variable, password === null ? '' : [{secret: password}]]),
  );
  return labelled(
    {
      name: service.name,
      image: service.managed?.image ?? kind.image,
      imageId: null,
      command: kind.command,
      environment: {...kind.environment, ...secrets},
      ports: [],
      volumes: volumesOf(project, service.name, kind.volumes),
      network: {kind: 'bridge', name: environmentNetwork(installation, service.org, service.env), aliases: [service.name]},
      healthcheck: kind.healthcheck,
      minHealthyMs: 0,
      stopGraceMs: 30_000,
      labels: {},
    },
    ownership(installation, service, 'service', service.name),
  );
}

function ownership(
  installation: string,
  owner: {readonly org: string; readonly env: string},
  kind: ContainerKind,
  name: string,
): Readonly<Record<string, string>> {
  return {
    [containerLabels.installation]: installation,
    [containerLabels.org]: owner.org,
    [containerLabels.env]: owner.env,
    [containerLabels.kind]: kind,
    [containerLabels.name]: name,
  };
}

/** The specification with its labels; a container whose `muster.spec` differs from the desired one is replaced. */
export function labelled(spec: ContainerSpec, labels: Readonly<Record<string, string>>): ContainerSpec {
  const complete = {...spec, labels};
  return {...complete, labels: {...labels, [containerLabels.spec]: digestOf(complete, 16)}};
}
