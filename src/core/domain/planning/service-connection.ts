import type {SecretRef} from '../container.js';
import {exitCodes, Failure, notFound} from '../errors.js';
import {byEnv, envKey} from '../indexes.js';
import type {Recipe, Service, Topology} from '../model.js';
import type {ServiceConnection} from '../service-formats.js';
import {parseServiceUrl} from '../service-url.js';
import {managedKinds} from './service-catalog.js';
import {lookup} from '../lookup.js';

/** The environment's service that fills a recipe's slot: the one of that name, or the only one of that kind. */
export function serviceFor(
  topology: Topology,
  scope: {readonly org: string; readonly env: string; readonly recipe: Recipe; readonly slot: string},
): Service | null {
  const {org, env, recipe, slot} = scope;
  const kind = recipe.services[slot]?.kind;
  const candidates = (byEnv(topology.services).get(`${org}/${env}`) ?? []).filter((service) => service.kind === kind);
  return candidates.find((service) => service.name === slot) ?? (candidates.length === 1 ? (candidates[0] as Service) : null);
}

/** The newest version of a secret that an app sees: its own before the environment's. */
export function latestSecret(topology: Topology, scope: Omit<SecretRef, 'version'>): SecretRef | null {
  const versions = (byEnv(topology.secrets).get(envKey(scope)) ?? []).filter((secret) => secret.name === scope.name);
  const own = versions.filter((secret) => secret.app === scope.app);
  const shared = versions.filter((secret) => secret.app === null);
  return newest(own) ?? newest(shared);
}

function newest(versions: readonly SecretRef[]): SecretRef | null {
  return versions.reduce<SecretRef | null>(
    (best, secret) => (best === null || secret.version > best.version ? secret : best),
    null,
  );
}

/** How instances reach a service. Managed ones are reached by name on the environment's network. */
export function connectionOf(topology: Topology, service: Service): ServiceConnection {
  const password =
    service.passwordSecret === null
      ? null
      : latestSecret(topology, {org: service.org, env: service.env, app: null, name: service.passwordSecret});
  if (service.managed === null) {
    const url = parseServiceUrl(service.url ?? '');
    if (!url) throw invalidUrl(service);
    return {...url, password};
  }
  const kind = lookup(managedKinds, service.kind);
  if (!kind)
    throw notFound('managed service kind', service.kind, `Kinds that Muster runs: ${Object.keys(managedKinds).join(', ')}`);
  return {
    scheme: service.kind,
    query: '',
    user: kind.user,
    host: service.name,
    port: kind.port,
    database: kind.database,
    password,
  };
}

function invalidUrl(service: Service): Failure {
  return new Failure({
    code: 'SERVICE_URL_INVALID',
    exit: exitCodes.usage,
    subject: `service ${service.name}`,
    details: {service: service.name, url: service.url},
    message: `The URL of service ${service.name} is not one with a host and a known port.`,
    hint: `muster service add ${service.name} --env ${service.env} --kind ${service.kind} --url ${service.kind}://user@host:port/name`,
  });
}
