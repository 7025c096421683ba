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
import {remembering} from '../../core/domain/indexes.js';
import {foldName} from '../../core/domain/names.js';
import * as kinds from '../../core/domain/values/kinds.js';
import type {Path} from '../yaml/parsed-document.js';
import {isFilePath} from '../yaml/read-text.js';
import {normal} from '../yaml/value-schema.js';
import {checkEnv, repeatedNames} from './check-env.js';
import type {AppMention, DeclaredFile, InFile, Source} from './declared-file.js';
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
    apps: mentions(file, source),
    problems: [
      ...repeatedNames(file.nodes, ['nodes'], source),
      ...repeatedNames(file.envs, ['envs'], source),
      ...repeatedNames(file.apps, ['apps'], source),
      ...envs.flatMap(([name, env]) => checkEnv(env, {path: ['envs', name], source})),
    ],
  };
}

export function declareNode(name: string, node: NodeFile, at: InFile): DeclaredNode {
  const {connect, address, group, zone, weight, capacity, labels, state} = node;
  const declared: Building<DeclaredNode> = {name: foldName(name), connect: normal(kinds.connection, connect)};
  if (address !== undefined) declared.address = normal(kinds.nodeAddress, address);
  if (zone !== undefined) declared.zone = zone;
  if (weight !== undefined) declared.weight = weight;
  if (state !== undefined) declared.state = state;
  if (group !== undefined) declared.group = foldName(group);
  if (capacity !== undefined) declared.capacity = declareCapacity(capacity);
  if (labels !== undefined) declared.labels = texts(labels, at, 'labels');
  return declared;
}

/** What is said comes one by one: a tenth of the time that spreading takes. */
type Building<T> = {-readonly [K in keyof T]: T[K]};

/** Spread where a file says nothing. */
const absent = {};

function declareCapacity({cpu, memory}: NonNullable<NodeFile['capacity']>): Capacity {
  const declared: Building<Capacity> = {};
  if (cpu !== undefined) declared.cpu = cpu;
  const memoryMib = memory === undefined ? null : parseMemory(memory);
  if (memoryMib !== null) declared.memoryMib = memoryMib;
  return declared;
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
  return app === undefined ? {address, backup, path} : {address, backup, path, app: foldName(app)};
}

function declareService(name: string, {kind, url, password, managed}: ServiceFile): DeclaredService {
  return {
    name: foldName(name),
    kind,
    ...(url === undefined ? absent : {url}),
    ...(password === undefined ? absent : {passwordSecret: normal(kinds.secret, password.secret)}),
    ...(managed === undefined ? absent : {managed: {node: foldName(managed.node), image: managed.image ?? null}}),
  };
}

function declareDeployment(app: string, it: DeployedAppFile, {path, source}: InFile): DeclaredDeployment {
  const {version, slaves, roles = absent, balance, weights = absent, config, state} = it;
  const declared: Building<DeclaredDeployment> = {
    app: foldName(app),
    version: typeof version === 'string' ? version : source.written([...path, 'version']),
    roles: slaves === undefined ? roles : roles === absent ? onlySlaves(slaves) : {...roles, slave: slaves},
    weights,
    config: config === undefined ? absent : texts(config, {path, source}, 'config'),
  };
  // A strategy that does not exist stays as it is written: a rule names it.
  if (balance !== undefined) declared.balance = parseBalance(balance) ?? (balance as Balance);
  if (state !== undefined) declared.state = state;
  return declared;
}

/** One value for one number: thousands of deployments have as many. */
const onlySlaves = remembering((slave: number): DeclaredDeployment['roles'] => ({slave}));

/** The apps that a file, or a line, names. Thousands of environments say of an app what the first one says, which is told once. */
export function mentions({apps, envs = {}}: Pick<TopologyFile, 'apps' | 'envs'>, source: Source): AppMention[] {
  const first = new Map<string, AppFile>();
  const isNew = (name: string, {recipe, image}: AppFile) => {
    const known = first.get(name);
    return known === undefined || known.recipe !== recipe || known.image !== image;
  };
  const told: AppMention[] = [];
  const tell = (named: Readonly<Record<string, AppFile>> | undefined, path: Path) => {
    for (const name in named) {
      const app = named[name] as AppFile;
      if (!isNew(name, app)) continue;
      if (!first.has(name)) first.set(name, app);
      told.push(mentionApp(name, app, {path, source}));
    }
  };
  tell(apps, ['apps']);
  for (const name in envs) tell(envs[name]?.apps, ['envs', name, 'apps']);
  return told;
}

function mentionApp(name: string, {recipe, image}: AppFile, {path, source}: InFile): AppMention {
  const app: Building<DeclaredApp> = {name: foldName(name), recipe: isFilePath(recipe) ? resolve(source.folder, recipe) : recipe};
  if (image !== undefined) app.image = normal(kinds.repository, image);
  return {app, path, name};
}

type Scalars = Readonly<Record<string, string | number | boolean>>;

function areTexts(record: Scalars): record is Readonly<Record<string, string>> {
  for (const key in record) if (typeof record[key] !== 'string') return false;
  return true;
}

/** The scalars as they are written: a version `1.10` is no number. */
function texts(record: Scalars, {path, source}: InFile, name: string): Readonly<Record<string, string>> {
  if (areTexts(record)) return record;
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, typeof value === 'string' ? value : source.written([...path, name, key])]),
  );
}
