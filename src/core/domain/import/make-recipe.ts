import type {Health, Recipe, Route} from '../model.js';
import {settingsOf} from './app.js';
import type {BackingService} from './backing.js';
import {neverFails} from './compose/probe.js';
import {namesOf, type HttpProbe, type ImportedService, type Probe} from './compose/service.js';
import {isLegalKey, makeEnvironment} from './made-environment.js';
import {makeRoles} from './made-roles.js';
import {freeName, legalName} from './names.js';
import type {Location, Upstream} from './nginx/balancer.js';
import {carriesSecret} from '../secrets/secret-like.js';

export interface RecipeDraft {
  readonly name: string;
  readonly repository: string;
  readonly services: readonly ImportedService[];
  readonly backing: readonly BackingService[];
  /** Locations that lead to the app, with the upstream of each. */
  readonly locations: readonly {readonly location: Location; readonly upstream: Upstream}[];
}

/** A recipe of what the files say of an app that no recipe knows; null when it has no port, for then it cannot be asked whether it is well. */
export function makeRecipe(draft: RecipeDraft): Recipe | null {
  const {name, repository, services, backing} = draft;
  const ports = portsOf(draft);
  const [first] = Object.keys(ports);
  if (first === undefined) return null;
  const environment = makeEnvironment(services, backing);
  const plain = new Set(
    settingsOf(services)
      .map(({key}) => key)
      .filter((key) => isLegalKey(key) && !Object.hasOwn(environment.env, key) && !Object.hasOwn(environment.secrets, key)),
  );
  const command = services[0]?.command?.value ?? null;
  return {
    name,
    source: recipePath(name),
    description: `Made from ${[...new Set(services.map((it) => it.place.file))].join(', ')}`,
    image: repository,
    ports,
    routes: routesOf(draft, ports),
    roles: makeRoles(services, plain),
    ...environment,
    knownConfig: [],
    configRules: {},
    health: healthOf(services.flatMap((it) => it.probe ?? [])[0] ?? null, ports, first),
    volumes: volumesOf(services),
    command: !command?.length || carriesSecret(command.join(' ')) ? null : command,
    reserve: services.find((it) => it.reserve !== null)?.reserve?.value ?? {},
    balance: 'round-robin',
    updateOrder: 'slaves-first',
    settleMs: 0,
    recoveryTargetMs: 30_000,
    stopGraceMs: services.find((it) => it.stopGraceMs !== null)?.stopGraceMs?.value ?? 10_000,
    timeouts: {
      readMs: Math.max(...draft.locations.map(({location}) => location.settings.readTimeoutMs), 0) || 60_000,
      websocketMs: 3_600_000,
      drainMs: 30_000,
    },
    retryReads: false,
  };
}

/** Beside the topology that names it. */
export function recipePath(app: string): string {
  return `./${app}.recipe.yaml`;
}

/**
 * The port that `/` leads to comes first: the one of an upstream, else of a label for the balancer, else of the probe. The others
 * follow in the order of the files.
 */
function portsOf({services, locations}: RecipeDraft): Readonly<Record<string, number>> {
  const led = locations
    .toSorted((a, b) => a.location.path.length - b.location.path.length)
    .flatMap(({upstream}) => containerPort(services, upstream) ?? []);
  const named = services.flatMap((service) => service.ports.map(({container, name}) => ({container, name})));
  const exposed = services.flatMap((it) => it.exposed);
  const labelled = services.flatMap(({webPort}) => webPort?.value ?? []);
  const probed = services.flatMap(({probe}) => (probe?.asked ? probedPort(probe.asked) : []));
  const known = new Set([...named.map(({container}) => container), ...exposed]);
  const first = [...led, ...labelled, ...probed.filter((port) => known.has(port))];
  const all = [...new Set([...first, ...named.map(({container}) => container), ...exposed, ...probed])];
  return Object.fromEntries(
    all.map((port, index) => {
      const name = named.find(({container}) => container === port)?.name?.toLowerCase() ?? '';
      return [/^[a-z][a-z0-9]*$/.test(name) ? name : index === 0 ? 'http' : `port-${port}`, port];
    }),
  );
}

function probedPort({port, scheme}: HttpProbe): number {
  return port ?? usualPorts[scheme];
}

const usualPorts = {http: 80, https: 443} as const;

/** The container port that an upstream leads to: as it is behind a service's name, else through what is published. */
export function containerPort(services: readonly ImportedService[], {servers}: Upstream): number | null {
  for (const {host, port} of servers) {
    if (services.some((service) => namesOf(service).includes(host))) return port;
    const published = services.flatMap((service) => service.ports).find((it) => it.host === port);
    if (published) return published.container;
  }
  return null;
}

function routesOf({services, locations}: RecipeDraft, ports: Readonly<Record<string, number>>): readonly Route[] {
  const names = Object.keys(ports);
  const routes = locations.map(({location, upstream}): Route => {
    const port = containerPort(services, upstream);
    return {
      path: location.path,
      port: names.find((name) => ports[name] === port) ?? names[0]!,
      websocket: location.settings.headers.includes('upgrade') || looksLikeWebsocket(location.path),
    };
  });
  const all = routes.some((route) => route.path === '/') ? routes : [{path: '/', port: names[0]!, websocket: false}, ...routes];
  return [...new Map(all.map((route) => [route.path, route])).values()];
}

export function looksLikeWebsocket(path: string): boolean {
  return /(?:^|[/_.-])(?:ws|wss|websocket|socket\.io|sockjs|stomp|signalr|cable)(?:$|[/_.-])/i.test(path);
}

function healthOf(probe: Probe | null, ports: Readonly<Record<string, number>>, first: string): Health {
  const asked = probe?.asked ?? null;
  const port = asked && probedPort(asked);
  return {
    port: Object.keys(ports).find((name) => ports[name] === port) ?? first,
    scheme: asked?.scheme ?? 'http',
    host: asked?.host ?? 'localhost',
    path: asked && !carriesSecret(asked.path) ? asked.path : '/',
    // A check that never fails says nothing of what is healthy.
    status: asked && neverFails(probe!.test!) === null ? asked.status : '200-299',
    contains: asked?.contains && !carriesSecret(asked.contains) ? asked.contains : null,
    intervalMs: probe?.intervalMs || 2000,
    timeoutMs: probe?.timeoutMs || 2000,
    retries: probe?.retries || 3,
    successes: 2,
    startPeriodMs: probe?.startPeriodMs ?? 60_000,
    minHealthyMs: 2000,
  };
}

/** A mount that is written to and is no single file keeps its path. */
function volumesOf(services: readonly ImportedService[]): Readonly<Record<string, string>> {
  const volumes: Record<string, string> = {};
  for (const target of new Set(
    services
      .flatMap((it) => it.mounts)
      .filter(isVolume)
      .map((it) => it.target),
  )) {
    const base = legalName(target.split('/').findLast((part) => part !== '') ?? '', 'data');
    volumes[freeName(base, new Set(Object.keys(volumes)))] = target;
  }
  return volumes;
}

export function isVolume({target, readOnly, source, isFile}: ImportedService['mounts'][number]): boolean {
  return !readOnly && !isFile && !/\.(?!d$)[a-z0-9]{1,5}$/i.test(target) && !/\.sock$/.test(source ?? '') && target !== '/';
}
