import {formatMemory} from '../../core/domain/capacity.js';
import type {ConfigRule} from '../../core/domain/model.js';
import type {Capacity, Health, Recipe, RecipeRole, RecipeSecret} from '../../core/domain/model.js';
import {yamlText} from '../yaml/yaml-text.js';
import {formatDuration} from '../../core/domain/values/durations.js';
import type {RecipeFile} from './recipe-schema.js';

/** The recipe as the text of a file; read again, it is the same. */
export function writeRecipe(recipe: Recipe): string {
  return yamlText(recipeFile(recipe));
}

/** What a reader fills in by itself is left out where it is not worth a word. */
export function recipeFile(recipe: Recipe): RecipeFile {
  const {name, description, image, ports, routes, roles, env, services, secrets, health, volumes, command, reserve} = recipe;
  const {balance, updateOrder, settleMs, stopGraceMs, recoveryTargetMs, timeouts, retryReads, knownConfig, configRules} = recipe;
  return present({
    name,
    description,
    image,
    ports,
    routes: routes.map(({path, port, websocket}) => present({path, port, websocket: websocket || undefined})),
    roles: mapValues(roles, roleFile),
    env: some(env),
    services: some(mapValues(services, ({kind, required}) => present({kind, required: required ? undefined : false}))),
    secrets: some(mapValues(secrets, secretFile)),
    knownConfig: some(knownConfig),
    configRules: some(mapValues(configRules, ruleFile)),
    health: healthFile(health),
    volumes: some(volumes),
    command: command ?? undefined,
    reserve: some(capacityFile(reserve)),
    balance,
    updateOrder,
    settle: formatDuration(settleMs),
    stopGrace: formatDuration(stopGraceMs),
    recoveryTarget: formatDuration(recoveryTargetMs),
    timeouts: mapValues({read: timeouts.readMs, websocket: timeouts.websocketMs, drain: timeouts.drainMs}, formatDuration),
    retryReads,
  }) as RecipeFile;
}

function roleFile({count, weight, env}: RecipeRole): object {
  return present({count: count ?? undefined, weight: weight === 1 ? undefined : weight, env: some(env)});
}

function ruleFile({matches, notEntryOn, ignored, because}: ConfigRule): object {
  return present({matches: matches ?? undefined, notEntryOn: notEntryOn ?? undefined, ignored: ignored || undefined, because});
}

function healthFile({port, scheme, host, path, status, contains, retries, successes, ...times}: Health): object {
  return present({
    port,
    path,
    scheme: scheme === 'http' ? undefined : scheme,
    host: host === 'localhost' ? undefined : host,
    status: status === '200-299' ? undefined : status,
    contains: contains ?? undefined,
    retries,
    successes: successes === 2 ? undefined : successes,
    interval: formatDuration(times.intervalMs),
    timeout: formatDuration(times.timeoutMs),
    startPeriod: formatDuration(times.startPeriodMs),
    minHealthy: formatDuration(times.minHealthyMs),
  });
}

function secretFile({generateBytes, refuse, publicDefaults}: RecipeSecret): object {
  return present({generate: generateBytes ?? undefined, refuse: some(refuse), publicDefaults: some(publicDefaults)});
}

function capacityFile({cpu, memoryMib}: Capacity): object {
  return present({cpu, memory: memoryMib === undefined ? undefined : formatMemory(memoryMib)});
}

function some<T extends object>(collection: T): T | undefined {
  return Object.keys(collection).length === 0 ? undefined : collection;
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function present(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
