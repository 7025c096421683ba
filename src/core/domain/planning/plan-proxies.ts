import {canonicalJson, digestOf} from '../digest.js';
import {placeOfEntry} from '../entry-place.js';
import type {App, Deployment, Entry, Instance, Node, Route, Topology} from '../model.js';
import {compareText, deploymentName, instanceName} from '../names.js';
import type {ProxyBackend, ProxyHealth, ProxyModel, ProxyRoute} from '../proxy.js';
import {checkKey, checkOf, type ServerCheck, type ServerChecks} from './server-checks.js';

export function proxyDigest(model: ProxyModel): string {
  return digestOf(model, 16);
}

const asDesired: ServerChecks = new Map();

/**
 * What the balancer of a node should do for all environments that the node serves; null when it has nothing to do. `checks`
 * are those of instances that are judged otherwise than their recipe says now.
 */
export function planProxy(topology: Topology, node: Node, checks = asDesired): ProxyModel | null {
  const envs = topology.memberships
    .filter((membership) => membership.org === node.org && membership.node === node.name)
    .map((membership) => membership.env);
  const entries = topology.entries.filter((entry) => entry.org === node.org && envs.includes(entry.env));
  const routes = entries.flatMap((entry) => routesOf(topology, entry));
  if (routes.length === 0) return null;
  const wanted = new Set(routes.map(({route}) => route.backend));
  const backends = topology.deployments
    .filter((deployment) => deployment.org === node.org && envs.includes(deployment.env))
    .flatMap((deployment) => backendsOf(topology, deployment, checks))
    .filter((backend) => wanted.has(backend.name))
    .sort((a, b) => compareText(a.name, b.name));
  const ports = [...new Set(routes.map(({port}) => port))].sort((a, b) => a - b);
  return {
    node: node.name,
    backends,
    listeners: ports.map((port) => ({
      port,
      routes: routes
        .filter((candidate) => candidate.port === port)
        .map(({route}) => route)
        .sort(compareRoutes),
    })),
  };
}

export function backendName(deployment: Pick<Deployment, 'org' | 'env' | 'app'>, port: string): string {
  return `${deployment.org}.${deployment.env}.${deployment.app}.${port}`;
}

function routesOf(topology: Topology, entry: Entry): readonly {readonly port: number; readonly route: ProxyRoute}[] {
  const deployed = topology.deployments.filter((deployment) => deployment.org === entry.org && deployment.env === entry.env);
  const deployment =
    entry.app === null
      ? deployed.length === 1
        ? deployed[0]
        : undefined
      : deployed.find((candidate) => candidate.app === entry.app);
  const app = deployment && appOf(topology, deployment);
  const place = placeOfEntry(entry);
  // What another program has stored as an address and is none leads nowhere; a rule says so.
  if (!deployment || !app || !place) return [];
  const {host, port} = place;
  return app.recipe.routes.map((route) => ({
    port,
    route: {host, path: joinPaths(entry.path, route.path), backend: backendName(deployment, route.port)},
  }));
}

function joinPaths(prefix: string, path: string): string {
  return prefix === '/' ? path : path === '/' ? prefix : `${prefix.replace(/\/$/, '')}${path}`;
}

function compareRoutes(a: ProxyRoute, b: ProxyRoute): number {
  return (
    Number(a.host === null) - Number(b.host === null) ||
    compareText(a.host ?? '', b.host ?? '') ||
    b.path.length - a.path.length ||
    compareText(a.path, b.path)
  );
}

function appOf(topology: Topology, deployment: Deployment): App | undefined {
  return topology.apps.find((app) => app.org === deployment.org && app.name === deployment.app);
}

/** One backend for each port that a route leads to, all with the same servers in the same order. */
function backendsOf(topology: Topology, deployment: Deployment, checks: ServerChecks): readonly ProxyBackend[] {
  const app = appOf(topology, deployment);
  if (!app) return [];
  const {health, timeouts, retryReads} = app.recipe;
  const desired = checkOf(health);
  const judged = instancesOf(topology, deployment).map((instance) => {
    const own = checks.get(checkKey(instance));
    return {instance, check: own && instance.ports[own.port] !== undefined ? own : desired};
  });
  const usual = mostCommon(judged.map(({check}) => check)) ?? desired;
  return [...new Set(app.recipe.routes.map((route: Route) => route.port))].map((port) => ({
    name: backendName(deployment, port),
    balance: deployment.balance,
    servers: judged.map(({instance, check}) => ({
      name: instanceName(instance),
      port: instance.ports[port] as number,
      checkPort: instance.ports[check.port] as number,
      health: sameCheck(check, usual) ? null : healthOf(check),
      weight: weightOf(topology, deployment, instance.role, instance.node),
      address: topology.nodes.find((node) => node.org === instance.org && node.name === instance.node)?.address ?? '127.0.0.1',
    })),
    timeouts,
    retryReads,
    health: healthOf(usual),
  }));
}

function instancesOf(topology: Topology, deployment: Deployment): readonly Instance[] {
  if (deployment.state === 'stopped') return [];
  return topology.instances.filter((instance) => deploymentName(instance) === deploymentName(deployment));
}

function healthOf({port: _port, ...health}: ServerCheck): ProxyHealth {
  return health;
}

function sameCheck(a: ServerCheck, b: ServerCheck): boolean {
  return canonicalJson(healthOf(a)) === canonicalJson(healthOf(b));
}

/** So that a configuration stays as it is until an instance is judged otherwise. */
function mostCommon(checks: readonly ServerCheck[]): ServerCheck | undefined {
  const count = (check: ServerCheck) => checks.filter((other) => sameCheck(check, other)).length;
  return checks.reduce<ServerCheck | undefined>(
    (best, check) => (best === undefined || count(check) > count(best) ? check : best),
    undefined,
  );
}

/** The deployment's weight for the role, else the node's in this environment, else the node's, else the recipe's. */
function weightOf(topology: Topology, deployment: Deployment, role: string, node: string): number {
  const membership = topology.memberships.find(
    (candidate) => candidate.org === deployment.org && candidate.env === deployment.env && candidate.node === node,
  );
  return (
    deployment.weights[role] ??
    membership?.weight ??
    topology.nodes.find((candidate) => candidate.org === deployment.org && candidate.name === node)?.weight ??
    appOf(topology, deployment)?.recipe.roles[role]?.weight ??
    1
  );
}
