import {configAway} from './config-away.js';
import {appKey, byApp, byEnv, deployedApps, effectiveConfig, instanceCount, listWords, orgFlag, sortedUnique} from './indexes.js';
import type {RunningApp} from './indexes.js';
import type {ConfigValue, Instance, Recipe, RecipeService, Service, Topology} from './model.js';
import {instanceName} from './names.js';
import {secretName} from './planning/describe-containers.js';
import {serviceFor} from './planning/service-connection.js';
import {findLoopback, isLoopbackHost, parseServiceUrl} from './service-url.js';
import {serviceClass, serviceVariables} from './service-variables.js';
import type {ServiceClass, ServiceVariable} from './service-variables.js';
import type {Violation} from './violation.js';

/** What the rules of shared databases and of shared caches have in common. */
export interface SharedServiceCheck {
  readonly code: string;
  readonly class: ServiceClass;
  /** A value with which each instance keeps its own, and why; null when it is shared. */
  readonly ownValue: (value: string) => string | null;
}

interface Surroundings {
  readonly topology: Topology;
  readonly config: ReadonlyMap<string, ConfigValue>;
  /** Secrets that the app sees. */
  readonly secrets: ReadonlySet<string>;
  readonly instances: readonly Instance[];
}

export function checkSharedServices(topology: Topology, check: SharedServiceCheck): Violation[] {
  const configs = byEnv(topology.configs);
  const secrets = byEnv(topology.secrets);
  const apps = deployedApps(topology).flatMap((running) => {
    const {deployment} = running;
    if (slotsOf(running.recipe, check).length === 0) return [];
    const seen = (secrets.get(running.env) ?? []).filter((secret) => secret.app === null || secret.app === deployment.app);
    return checkApp(
      running,
      {
        topology,
        config: effectiveConfig(configs.get(running.env) ?? [], deployment.app),
        secrets: new Set(seen.map((secret) => secret.name)),
        instances: byApp(topology.instances).get(appKey(deployment)) ?? [],
      },
      check,
    );
  });
  return [
    ...topology.services.filter((it) => serviceClass(it.kind) === check.class).flatMap((it) => loopbackService(it, check)),
    ...apps,
  ];
}

function loopbackService({org, env, name, kind, url}: Service, {code}: SharedServiceCheck): Violation[] {
  const host = url === null ? null : (parseServiceUrl(url)?.host ?? findLoopback(url));
  if (!host || !isLoopbackHost(host)) return [];
  return [
    {
      code,
      severity: 'error',
      subject: `service ${name}`,
      message: `Service ${name} of env ${env} is at ${host}, which inside a container is the container itself.`,
      hint: `Give the address that containers reach it by: muster service add ${name} --env ${env} --kind ${kind} --url URL --replace${orgFlag(org)}.`,
      details: {org, env, service: name, kind, url, host},
    },
  ];
}

function checkApp(running: RunningApp, around: Surroundings, check: SharedServiceCheck): Violation[] {
  const variables = serviceVariables(running.recipe);
  return slotsOf(running.recipe, check).flatMap(([slot, {kind, required}]) => {
    const own = variables.filter((variable) => variable.service === slot);
    const written = own.filter(isWhere).flatMap(({key}) => around.config.get(key) ?? []);
    const faults = written.flatMap((config) => badValue(running, {config, kind}, check));
    if (own.some(({key}) => around.config.has(key) || around.secrets.has(secretName(key)))) return faults;
    const {org, env} = running.deployment;
    const service = serviceFor(around.topology, {org, env, recipe: running.recipe, slot});
    if (service?.managed)
      return [...faults, ...outOfReach(running, {service, node: service.managed.node, instances: around.instances}, check)];
    return required
      ? [...faults, ...notShared(running, {slot, kind, keys: own.map((it) => it.key), service, topology: around.topology}, check)]
      : faults;
  });
}

function slotsOf({services}: Recipe, check: SharedServiceCheck): readonly (readonly [string, RecipeService])[] {
  return Object.entries(services).filter(([, service]) => serviceClass(service.kind) === check.class);
}

function isWhere({format}: ServiceVariable): boolean {
  return format === 'go-dsn' || format === 'url' || format === 'jdbc-url' || format === 'host';
}

function badValue(
  {deployment}: RunningApp,
  {config, kind}: {config: ConfigValue; kind: string},
  check: SharedServiceCheck,
): Violation[] {
  const {org, env, app} = deployment;
  const {key, value} = config;
  const count = instanceCount(deployment);
  const loopback = findLoopback(value);
  const own = count > 1 ? check.ownValue(value) : null;
  if (loopback === null && own === null) return [];
  const reason =
    loopback === null
      ? `${own}, so each of the ${count} instances would have its own ${check.class}`
      : `points to ${loopback}, which inside a container is the container itself`;
  return [
    {
      code: check.code,
      severity: 'error',
      subject: `config ${key}`,
      message: `Config ${key} of app ${app} in env ${env} ${reason}.`,
      hint: `${configAway(config)}; then name the ${check.class} once: muster service add NAME --env ${env} --kind ${kind} --url URL${orgFlag(org)}.`,
      details: {org, env, app, key, scope: config.app === null ? 'env' : 'app', loopback, instances: count},
    },
  ];
}

interface Slot {
  readonly slot: string;
  readonly kind: string;
  readonly keys: readonly string[];
  readonly service: Service | null;
  readonly topology: Topology;
}

function notShared(
  {deployment, recipe}: RunningApp,
  {slot, kind, keys, service, topology}: Slot,
  check: SharedServiceCheck,
): Violation[] {
  const {org, env, app} = deployment;
  const count = instanceCount(deployment);
  const own = service?.url ? check.ownValue(service.url) : null;
  if (count < 2 || (service && own === null)) return [];
  const add = `muster service add ${slot} --env ${env} --kind ${kind}${service?.name === slot ? ' --replace' : ''}`;
  const candidates = topology.services.filter((it) => it.org === org && it.env === env && it.kind === kind).map((it) => it.name);
  const what = service
    ? `the URL of service ${service.name} ${own}`
    : candidates.length === 0
      ? `env ${env} has no ${kind} service`
      : `of its ${kind} services ${listWords(candidates)} none is named ${slot}`;
  return [
    {
      code: check.code,
      severity: 'error',
      subject: `app ${app}`,
      message: `The ${count} instances of app ${app} in env ${env} must share one ${check.class} (${listWords(keys)} of recipe ${recipe.name}), and ${what}.`,
      hint: `Add it: ${add} --url URL${orgFlag(org)}; or let Muster run it: ${add} --managed --node NODE${orgFlag(org)}.`,
      details: {org, env, app, recipe: recipe.name, instances: count, service: slot, kind, keys, candidates},
    },
  ];
}

interface Reach {
  readonly service: Service;
  readonly node: string;
  readonly instances: readonly Instance[];
}

/** A managed service is known by name on the network of its own node, and is published nowhere. */
function outOfReach({deployment}: RunningApp, {service, node, instances}: Reach, check: SharedServiceCheck): Violation[] {
  const {org, env, app} = deployment;
  const astray = instances.filter((it) => it.node !== node);
  if (astray.length === 0) return [];
  const names = astray.map(instanceName);
  const nodes = sortedUnique(astray.map((it) => it.node));
  return [
    {
      code: check.code,
      severity: 'error',
      subject: `app ${app}`,
      message: `Service ${service.name} of env ${env} is managed on node ${node}, and ${listWords(names)} on ${listWords(nodes)} cannot reach it there.`,
      hint: `Use a ${service.kind} that every node reaches: muster service add ${service.name} --env ${env} --kind ${service.kind} --url URL --replace${orgFlag(org)}.`,
      details: {org, env, app, service: service.name, node, instances: names, nodes},
    },
  ];
}
