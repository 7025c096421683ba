import {resolve} from 'node:path';
import {parseBalance} from '../../core/domain/balance.js';
import {parseMemory} from '../../core/domain/capacity.js';
import type {
  DeclaredApp,
  DeclaredDeployment,
  DeclaredEntry,
  DeclaredEnv,
  DeclaredMembership,
  DeclaredNode,
  DeclaredService,
} from '../../core/domain/declaration.js';
import type {Balance, Capacity} from '../../core/domain/model.js';
import {foldName} from '../../core/domain/names.js';
import type {Path} from '../yaml/parsed-document.js';
import {isFilePath} from '../yaml/read-text.js';
import {checkEnv, repeatedNames} from './check-env.js';
import type {AppMention, DeclaredFile, Source} from './declared-file.js';
import type {AppFile, DeployedAppFile, EnvFile, NodeFile, ServiceFile, TopologyFile} from './topology-schema.js';

/** One file as a declaration: names folded, scalars as text, short forms written out. */
export function declareFile(file: TopologyFile, source: Source): DeclaredFile {
  const envs = Object.entries(file.envs ?? {});
  return {
    source,
    org: file.org === undefined ? null : foldName(file.org),
    groups: (file.groups ?? []).map(foldName),
    workspaces: (file.workspaces ?? []).map(foldName),
    nodes: Object.entries(file.nodes ?? {}).map(([name, node]) => declareNode(name, node, {path: ['nodes', name], source})),
    envs: envs.map(([name, env]) => declareEnv(name, env, {path: ['envs', name], source})),
    apps: [
      ...Object.entries(file.apps ?? {}).map(([name, app]) => mentionApp(name, app, {path: ['apps'], source})),
      ...envs.flatMap(([name, env]) => mentionApps(env, {path: ['envs', name], source})),
    ],
    problems: [
      ...repeatedNames(file.nodes, ['nodes'], source),
      ...repeatedNames(file.envs, ['envs'], source),
      ...repeatedNames(file.apps, ['apps'], source),
      ...envs.flatMap(([name, env]) => checkEnv(env, {path: ['envs', name], source})),
    ],
  };
}

export interface InFile {
  readonly path: Path;
  readonly source: Source;
}

export function declareNode(name: string, node: NodeFile, at: InFile): DeclaredNode {
  const {connect, address, group, zone, weight, capacity, labels, state} = node;
  return {
    name: foldName(name),
    connect,
    ...(address === undefined ? absent : {address}),
    ...(zone === undefined ? absent : {zone}),
    ...(weight === undefined ? absent : {weight}),
    ...(state === undefined ? absent : {state}),
    ...(group === undefined ? absent : {group: foldName(group)}),
    ...(capacity === undefined ? absent : {capacity: declareCapacity(capacity)}),
    ...(labels === undefined ? absent : {labels: texts(labels, at, 'labels')}),
  };
}

/** Spread where a file says nothing. */
const absent = {};

function declareCapacity({cpu, memory}: NonNullable<NodeFile['capacity']>): Capacity {
  const memoryMib = memory === undefined ? null : parseMemory(memory);
  return {...(cpu === undefined ? absent : {cpu}), ...(memoryMib === null ? absent : {memoryMib})};
}

export function declareEnv(name: string, env: EnvFile, at: InFile): DeclaredEnv {
  return {
    name: foldName(name),
    ...(env.workspace === undefined ? absent : {workspace: foldName(env.workspace)}),
    ...(env.labels === undefined ? absent : {labels: texts(env.labels, at, 'labels')}),
    nodes: (env.nodes ?? []).map(declareMember),
    entries: (env.entries ?? []).map(declareEntry),
    services: Object.entries(env.services ?? {}).map(([service, it]) => declareService(service, it)),
    config: env.config === undefined ? absent : texts(env.config, at, 'config'),
    ...(env.appConfig === undefined ? absent : {appConfig: declareAppConfig(env.appConfig, at)}),
    deployments: Object.entries(env.apps ?? {}).map(([app, it]) =>
      declareDeployment(app, it, {path: [...at.path, 'apps', app], source: at.source}),
    ),
  };
}

function declareAppConfig(
  config: NonNullable<EnvFile['appConfig']>,
  {path, source}: InFile,
): Record<string, Record<string, string>> {
  const at = {path: [...path, 'appConfig'], source};
  return Object.fromEntries(Object.entries(config).map(([app, values]) => [foldName(app), texts(values, at, app)]));
}

function declareMember(member: NonNullable<EnvFile['nodes']>[number]): DeclaredMembership {
  if (typeof member === 'string') return {node: foldName(member)};
  const {node, weight} = member;
  return {node: foldName(node), ...(weight === undefined ? absent : {weight})};
}

type EntryFile = NonNullable<EnvFile['entries']>[number];

function declareEntry(entry: EntryFile): DeclaredEntry {
  if (typeof entry === 'string') return {address: entry, backup: false, path: '/'};
  const {address, backup = false, app, path = '/'} = entry;
  return {address, backup, path, ...(app === undefined ? absent : {app: foldName(app)})};
}

function declareService(name: string, {kind, url, password, managed}: ServiceFile): DeclaredService {
  return {
    name: foldName(name),
    kind,
    ...(url === undefined ? absent : {url}),
    ...(password === undefined ? absent : {passwordSecret: password.secret}),
    ...(managed === undefined ? absent : {managed: {node: foldName(managed.node), image: managed.image ?? null}}),
  };
}

function declareDeployment(app: string, it: DeployedAppFile, {path, source}: InFile): DeclaredDeployment {
  const {version, slaves, roles = absent, balance, weights = absent, config, state} = it;
  return {
    app: foldName(app),
    version: typeof version === 'string' ? version : source.written([...path, 'version']),
    roles: slaves === undefined ? roles : {...roles, slave: slaves},
    weights,
    config: config === undefined ? absent : texts(config, {path, source}, 'config'),
    // A strategy that does not exist stays as it is written: a rule names it.
    ...(balance === undefined ? absent : {balance: parseBalance(balance) ?? (balance as Balance)}),
    ...(state === undefined ? absent : {state}),
  };
}

/** The apps that an environment names. */
export function mentionApps(env: EnvFile, {path, source}: InFile): AppMention[] {
  return Object.entries(env.apps ?? {}).map(([name, app]) => mentionApp(name, app, {path: [...path, 'apps'], source}));
}

export function mentionApp(name: string, {recipe, image}: AppFile, {path, source}: InFile): AppMention {
  const app: DeclaredApp = {
    name: foldName(name),
    recipe: isFilePath(recipe) ? resolve(source.folder, recipe) : recipe,
    ...(image === undefined ? absent : {image}),
  };
  return {app, fact: [...path, name].map(String)};
}

type Scalars = Readonly<Record<string, string | number | boolean>>;

/** The scalars as they are written: a version `1.10` is no number. */
function texts(record: Scalars, {path, source}: InFile, name: string): Readonly<Record<string, string>> {
  if (Object.values(record).every((value) => typeof value === 'string')) return record as Readonly<Record<string, string>>;
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, typeof value === 'string' ? value : source.written([...path, name, key])]),
  );
}
