import {parseMemory} from '../../core/domain/capacity.js';
import type {ConfigRule} from '../../core/domain/model.js';
import type {Capacity, Recipe, RecipeRole, RecipeSecret, RecipeValue} from '../../core/domain/model.js';
import {parseDuration} from './durations.js';
import type {RecipeFile} from './recipe-schema.js';

type FileValue = NonNullable<RecipeFile['env']>[string];

/** The recipe as the core knows it, with the default of everything that the file leaves out. */
export function toRecipe(file: RecipeFile, source: string): Recipe {
  return {
    name: file.name,
    source,
    description: file.description,
    image: file.image,
    ports: file.ports,
    routes: (file.routes ?? defaultRoutes(file)).map((route) => ({websocket: false, ...withoutAbsent(route)})),
    roles: mapValues(file.roles, toRole),
    env: mapValues(file.env ?? {}, toValue),
    services: mapValues(file.services ?? {}, ({kind, required}) => ({kind, required: required ?? true})),
    secrets: mapValues(file.secrets ?? {}, toSecret),
    knownConfig: file.knownConfig ?? [],
    configRules: mapValues(file.configRules ?? {}, toConfigRule),
    health: toHealth(file.health),
    volumes: file.volumes ?? {},
    command: file.command ?? null,
    reserve: toCapacity(file.reserve ?? {}),
    balance: file.balance ?? 'round-robin',
    updateOrder: file.updateOrder ?? 'slaves-first',
    settleMs: milliseconds(file.settle, '0'),
    stopGraceMs: milliseconds(file.stopGrace, '10s'),
    recoveryTargetMs: milliseconds(file.recoveryTarget, '30s'),
    timeouts: toTimeouts(file.timeouts ?? {}),
    retryReads: file.retryReads ?? false,
  };
}

function toRole({count, weight, env}: RecipeFile['roles'][string]): RecipeRole {
  return {count: count ?? null, weight: weight ?? 1, env: mapValues(env ?? {}, toValue)};
}

function toSecret({generate, refuse, publicDefaults}: NonNullable<RecipeFile['secrets']>[string]): RecipeSecret {
  return {generateBytes: generate ?? null, refuse: refuse ?? [], publicDefaults: publicDefaults ?? []};
}

function toConfigRule({matches, notEntryOn, ignored, because}: NonNullable<RecipeFile['configRules']>[string]): ConfigRule {
  return {matches: matches ?? null, notEntryOn: notEntryOn ?? null, ignored: ignored ?? false, because};
}

function toValue(value: FileValue): RecipeValue {
  return typeof value === 'object' ? value : String(value);
}

function toHealth(health: RecipeFile['health']): Recipe['health'] {
  return {
    port: health.port,
    scheme: health.scheme ?? 'http',
    host: health.host ?? 'localhost',
    path: health.path,
    status: String(health.status ?? '200-299').replaceAll(' ', ''),
    contains: health.contains ?? null,
    retries: health.retries ?? 3,
    successes: health.successes ?? 2,
    intervalMs: milliseconds(health.interval, '2s'),
    timeoutMs: milliseconds(health.timeout, '2s'),
    startPeriodMs: milliseconds(health.startPeriod, '60s'),
    minHealthyMs: milliseconds(health.minHealthy, '2s'),
  };
}

function toCapacity({cpu, memory}: NonNullable<RecipeFile['reserve']>): Capacity {
  const memoryMib = memory === undefined ? null : parseMemory(memory);
  return {...(cpu === undefined ? {} : {cpu}), ...(memoryMib === null ? {} : {memoryMib})};
}

function toTimeouts({read, websocket, drain}: NonNullable<RecipeFile['timeouts']>): Recipe['timeouts'] {
  return {readMs: milliseconds(read, '60s'), websocketMs: milliseconds(websocket, '1h'), drainMs: milliseconds(drain, '30s')};
}

/** Everything leads to the first port when no route says otherwise. */
function defaultRoutes(file: RecipeFile): NonNullable<RecipeFile['routes']> {
  return [{path: '/', port: Object.keys(file.ports)[0] ?? file.health.port}];
}

function milliseconds(text: string | undefined, otherwise: string): number {
  return parseDuration(text ?? otherwise);
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function withoutAbsent(route: NonNullable<RecipeFile['routes']>[number]): {path: string; port: string; websocket?: boolean} {
  const {path, port, websocket} = route;
  return websocket === undefined ? {path, port} : {path, port, websocket};
}
