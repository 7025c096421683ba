import {resolve} from 'node:path';
import {parseBalance} from '../../core/domain/balance.js';
import {parseMemory} from '../../core/domain/capacity.js';
import type {DeclaredApp, DeclaredDeployment, DeclaredEnv, DeclaredNode, DeclaredService} from '../../core/domain/declaration.js';
import type {Balance} from '../../core/domain/model.js';
import {foldName} from '../../core/domain/names.js';
import {parseServiceUrl} from '../../core/domain/service-url.js';
import type {FileProblem} from '../yaml/file-problem.js';
import type {Path} from '../yaml/parsed-document.js';
import {isFilePath} from '../yaml/read-text.js';
import type {DeclaredFile, Source, Sourced} from './declared-file.js';
import type {AppFile, EnvFile, NodeFile, ServiceFile, TopologyFile} from './topology-schema.js';

/** One file as a declaration: names folded, scalars as text, short forms written out. */
export function declareFile(file: TopologyFile, source: Source): DeclaredFile {
  const nodes = Object.entries(file.nodes ?? {}).map(([name, node]) => declareNode(name, node, {path: ['nodes', name], source}));
  const envs = Object.entries(file.envs ?? {});
  return {
    org: file.org === undefined ? null : {value: foldName(file.org), problem: (message) => source.problem(['org'], message)},
    groups: (file.groups ?? []).map(foldName),
    workspaces: (file.workspaces ?? []).map(foldName),
    nodes,
    envs: envs.map(([name, env]) => declareEnv(name, env, {path: ['envs', name], source})),
    apps: envs.flatMap(([name, env]) => declareApps(env, {path: ['envs', name, 'apps'], source})),
    problems: [
      ...repeatedNames(file.nodes, ['nodes'], source),
      ...repeatedNames(file.envs, ['envs'], source),
      ...envs.flatMap(([name, env]) => checkEnv(env, {path: ['envs', name], source})),
    ],
  };
}

export interface Place {
  readonly path: Path;
  readonly source: Source;
}

export function declareNode(name: string, node: NodeFile, place: Place): DeclaredNode {
  const {connect, address, group, zone, weight, capacity, labels, state} = node;
  return present({
    name: foldName(name),
    connect,
    address,
    zone,
    weight,
    state,
    group: group === undefined ? undefined : foldName(group),
    capacity:
      capacity &&
      present({
        cpu: capacity.cpu,
        memoryMib: capacity.memory === undefined ? undefined : (parseMemory(capacity.memory) ?? undefined),
      }),
    labels: labels && texts(labels, {...place, path: [...place.path, 'labels']}),
  });
}

export function declareEnv(name: string, env: EnvFile, {path, source}: Place): DeclaredEnv {
  return present({
    name: foldName(name),
    workspace: env.workspace === undefined ? undefined : foldName(env.workspace),
    labels: env.labels && texts(env.labels, {path: [...path, 'labels'], source}),
    nodes: (env.nodes ?? []).map((member) =>
      typeof member === 'string' ? {node: foldName(member)} : present({...member, node: foldName(member.node)}),
    ),
    entries: (env.entries ?? []).map((entry) => {
      const {
        address,
        backup,
        app,
        path: at,
      } = typeof entry === 'string' ? ({address: entry} as Exclude<typeof entry, string>) : entry;
      return present({address, backup: backup ?? false, app: app === undefined ? undefined : foldName(app), path: at ?? '/'});
    }),
    services: Object.entries(env.services ?? {}).map(([service, it]) => declareService(service, it)),
    config: texts(env.config ?? {}, {path: [...path, 'config'], source}),
    deployments: Object.entries(env.apps ?? {}).map(([app, it]) =>
      declareDeployment(app, it, {path: [...path, 'apps', app], source}),
    ),
  });
}

function declareService(name: string, {kind, url, password, managed}: ServiceFile): DeclaredService {
  return present({
    name: foldName(name),
    kind,
    url,
    passwordSecret: password?.secret,
    managed: managed && {node: foldName(managed.node), image: managed.image ?? null},
  });
}

function declareDeployment(app: string, it: AppFile, {path, source}: Place): DeclaredDeployment {
  return present({
    app: foldName(app),
    version: typeof it.version === 'string' ? it.version : source.written([...path, 'version']),
    roles: it.slaves === undefined ? (it.roles ?? {}) : {...it.roles, slave: it.slaves},
    // A strategy that does not exist stays as it is written: a rule names it.
    balance: it.balance === undefined ? undefined : (parseBalance(it.balance) ?? (it.balance as Balance)),
    weights: it.weights ?? {},
    config: texts(it.config ?? {}, {path: [...path, 'config'], source}),
    state: it.state,
  });
}

export function declareApps(env: EnvFile, {path, source}: Place): Sourced<DeclaredApp>[] {
  return Object.entries(env.apps ?? {}).map(([name, {recipe, image}]) => ({
    value: present({name: foldName(name), recipe: isFilePath(recipe) ? resolve(source.folder, recipe) : recipe, image}),
    problem: (message) => source.problem([...path, name], message),
  }));
}

/** Faults that no schema can say. */
export function checkEnv(env: EnvFile, {path, source}: Place): FileProblem[] {
  const services = Object.entries(env.services ?? {}).flatMap(([name, {url, managed}]) => {
    const at = [...path, 'services', name];
    if ((url === undefined) === (managed === undefined))
      return [source.problem(at, `must have either url or managed${url === undefined ? '' : ', not both'}`)];
    return url !== undefined && parseServiceUrl(url)?.hasPassword
      ? [source.problem([...at, 'url'], 'carries a password: name a secret instead, as in password: {secret: NAME}')]
      : [];
  });
  const apps = Object.entries(env.apps ?? {}).flatMap(([name, {slaves, roles}]) =>
    slaves !== undefined && roles?.['slave'] !== undefined
      ? [source.problem([...path, 'apps', name, 'slaves'], 'is also said by roles.slave: say it once')]
      : [],
  );
  return [
    ...services,
    ...apps,
    ...repeatedNames(env.services, [...path, 'services'], source),
    ...repeatedNames(env.apps, [...path, 'apps'], source),
  ];
}

function repeatedNames(record: Readonly<Record<string, unknown>> | undefined, path: Path, source: Source): FileProblem[] {
  const seen = new Map<string, string>();
  return Object.keys(record ?? {}).flatMap((name) => {
    const first = seen.get(foldName(name));
    seen.set(foldName(name), name);
    return first === undefined
      ? []
      : [source.problem([...path, name], `is the same name as ${first}: names differ by more than case`)];
  });
}

function texts(record: Readonly<Record<string, string | number | boolean>>, {path, source}: Place): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, typeof value === 'string' ? value : source.written([...path, key])]),
  );
}

type Present<T> = {[K in keyof T as undefined extends T[K] ? never : K]: T[K]} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The record without what is absent. */
function present<T extends object>(record: T): Present<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Present<T>;
}
