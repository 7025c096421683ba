import {isSame} from '../../core/domain/collections.js';
import {foldName} from '../../core/domain/names.js';
import {parseServiceUrl} from '../../core/domain/service-url.js';
import {serviceUrl} from '../../core/domain/values/kinds.js';
import {wrongValue} from '../../core/domain/values/wrong-value.js';
import type {FileProblem} from '../yaml/file-problem.js';
import type {Path} from '../yaml/parsed-document.js';
import type {InFile, Source} from './declared-file.js';
import {nameOfEntry, nameOfMember} from './places.js';
import type {EnvFile} from './topology-schema.js';

/** Faults of an environment that no schema can say. */
export function checkEnv(env: EnvFile, {path, source}: InFile): FileProblem[] {
  const at = (name: string): InFile => ({path: [...path, name], source});
  return [
    ...checkServices(env.services, at('services')),
    ...checkRoles(env.apps, at('apps')),
    ...checkAppConfig(env, at('appConfig')),
    ...repeatedItems(env.nodes, nameOfMember, at('nodes')),
    ...repeatedItems(env.entries, nameOfEntry, at('entries')),
    ...repeatedNames(env.services, [...path, 'services'], source),
    ...repeatedNames(env.apps, [...path, 'apps'], source),
    ...repeatedNames(env.appConfig, [...path, 'appConfig'], source),
  ];
}

function checkServices(services: EnvFile['services'], {path, source}: InFile): FileProblem[] {
  return Object.entries(services ?? {}).flatMap(([name, {url, managed}]) => {
    const at = [...path, name];
    if ((url === undefined) === (managed === undefined))
      return [source.problem(at, `must have either url or managed${url === undefined ? '' : ', not both'}`)];
    const problem = url === undefined ? null : problemOfUrl(url);
    return problem === null ? [] : [source.problem([...at, 'url'], problem)];
  });
}

function problemOfUrl(url: string): string | null {
  if (parseServiceUrl(url)?.hasPassword) return 'carries a password: name a secret instead, as in password: {secret: NAME}';
  const read = serviceUrl.read(url);
  return 'problem' in read ? `must be ${wrongValue(serviceUrl, url, read.problem)}` : null;
}

function checkRoles(apps: EnvFile['apps'], {path, source}: InFile): FileProblem[] {
  return Object.entries(apps ?? {}).flatMap(([name, {slaves, roles}]) =>
    slaves !== undefined && roles?.['slave'] !== undefined
      ? [source.problem([...path, name, 'slaves'], 'is also said by roles.slave: say it once')]
      : [],
  );
}

/** What is deployed has its config where it is deployed. */
function checkAppConfig({apps = {}, appConfig = {}}: EnvFile, {path, source}: InFile): FileProblem[] {
  const deployed = new Set(Object.keys(apps).map(foldName));
  return Object.keys(appConfig)
    .filter((name) => deployed.has(foldName(name)))
    .map((name) => source.problem([...path, name], 'is of an app that is deployed here: say it under apps'));
}

/** Items of a list that speak of one thing and say it differently. */
function repeatedItems<T>(items: readonly T[] | undefined, nameOf: (item: T) => string, {path, source}: InFile): FileProblem[] {
  if (items === undefined || items.length < 2 || areInOrder(items)) return [];
  const names = items.map(nameOf);
  if (new Set(names).size === names.length) return [];
  const seen = new Map<string, number>();
  return items.flatMap((item, index) => {
    const name = names[index] as string;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, index);
    return first === undefined || isSame(items[first], item)
      ? []
      : [source.problem([...path, index], `says again what ${source.at([...path, first])} says, and says it differently`)];
  });
}

/** Folded names in their order are different names. */
function areInOrder(items: readonly unknown[]): boolean {
  let last = '';
  for (const item of items) {
    if (typeof item !== 'string' || item <= last || foldName(item) !== item) return false;
    last = item;
  }
  return true;
}

/** Names that are as they are folded differ already, or they would be one key. */
function areFolded(record: Readonly<Record<string, unknown>>): boolean {
  for (const name in record) if (foldName(name) !== name) return false;
  return true;
}

export function repeatedNames(record: Readonly<Record<string, unknown>> | undefined, path: Path, source: Source): FileProblem[] {
  if (areFolded(record ?? {})) return [];
  const seen = new Map<string, string>();
  return Object.keys(record ?? {}).flatMap((name) => {
    const first = seen.get(foldName(name));
    seen.set(foldName(name), name);
    return first === undefined
      ? []
      : [source.problem([...path, name], `is the same name as ${first}: names differ by more than case`)];
  });
}
