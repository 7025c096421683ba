import {groupBy} from '../domain/indexes.js';
import type {Collection, Topology} from '../domain/model.js';
import {compareText, instanceName} from '../domain/names.js';
import type {Ports} from '../ports/index.js';

/** What is meant by names of these kinds is narrowed by as much as is known. */
export interface NameScope {
  readonly org: string;
  readonly env: string | null;
  readonly app: string | null;
}

export interface NamedObject {
  readonly name: string;
  /** A few words that tell it from others. */
  readonly about: string;
}

export type NameKind = keyof typeof topologyNames | 'operation' | 'open operation' | 'recipe';

/** Names of the objects of a kind that there are in the scope, each once, sorted; operations newest first. */
export async function listNames(ports: Ports, kind: NameKind, scope: NameScope): Promise<readonly NamedObject[]> {
  if (kind === 'recipe') {
    const recipes = await (await ports.recipes()).list();
    return recipes.map(({name, description}) => ({name, about: description}));
  }
  const store = await ports.store();
  if (kind === 'operation' || kind === 'open operation') {
    const operations = await store.readOperations({limit: mostOperations, ...(kind === 'operation' ? {} : {open: true})});
    return operations.map(({id, state, command}) => ({name: id, about: `${state}: ${command}`}));
  }
  const {reads, names} = topologyNames[kind];
  return unique(names(await store.readTopology(reads), scope));
}

const mostOperations = 50;

interface TopologyNames {
  readonly reads: readonly Collection[];
  readonly names: (topology: Topology, scope: NameScope) => readonly NamedObject[];
}

const topologyNames = {
  cluster: {reads: ['clusters'], names: ({clusters}) => clusters.map(({id, name}) => ({name: id, about: name}))},
  org: {reads: ['orgs'], names: ({orgs}) => orgs.map(({name}) => ({name, about: ''}))},
  group: {reads: ['groups'], names: ({groups}, scope) => groups.filter(inOrg(scope)).map(({name}) => ({name, about: ''}))},
  workspace: {
    reads: ['workspaces'],
    names: ({workspaces}, scope) => workspaces.filter(inOrg(scope)).map(({name}) => ({name, about: ''})),
  },
  node: {
    reads: ['nodes'],
    names: ({nodes}, scope) => nodes.filter(inOrg(scope)).map(({name, connect}) => ({name, about: connect})),
  },
  env: {
    reads: ['envs'],
    names: ({envs}, scope) => envs.filter(inOrg(scope)).map(({name, labels}) => ({name, about: pairs(labels)})),
  },
  app: {
    reads: ['apps'],
    names: ({apps}, scope) => apps.filter(inOrg(scope)).map(({name, recipe}) => ({name, about: recipe.description})),
  },
  entry: {
    reads: ['entries'],
    names: ({entries}, scope) => entries.filter(inEnv(scope)).map(({address, env}) => ({name: address, about: `env ${env}`})),
  },
  service: {
    reads: ['services'],
    names: ({services}, scope) =>
      services.filter(inEnv(scope)).map(({name, kind, env}) => ({name, about: `${kind} in env ${env}`})),
  },
  secret: {
    reads: ['secrets'],
    names: ({secrets}, scope) => secrets.filter(inApp(scope)).map(({name, env}) => ({name, about: `env ${env}`})),
  },
  config: {
    reads: ['configs'],
    names: ({configs}, scope) => configs.filter(inApp(scope)).map(({key, env}) => ({name: key, about: `env ${env}`})),
  },
  instance: {
    reads: ['instances'],
    names: ({instances}, scope) =>
      instances.filter(inApp(scope)).map((instance) => ({name: instanceName(instance), about: `node ${instance.node}`})),
  },
} as const satisfies Readonly<Record<string, TopologyNames>>;

function inOrg({org}: NameScope) {
  return (row: {readonly org: string}) => row.org === org;
}

function inEnv({org, env}: NameScope) {
  return (row: {readonly org: string; readonly env: string}) => row.org === org && (env === null || row.env === env);
}

/** What belongs to every app of an environment belongs to this one too. */
function inApp(scope: NameScope) {
  const isInEnv = inEnv(scope);
  return (row: {readonly org: string; readonly env: string; readonly app: string | null}) =>
    isInEnv(row) && (scope.app === null || row.app === null || row.app === scope.app);
}

function pairs(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}

function unique(objects: readonly NamedObject[]): readonly NamedObject[] {
  return [...groupBy(objects, ({name}) => name)]
    .map(([name, same]) => ({name, about: [...new Set(same.map(({about}) => about))].join(', ')}))
    .sort((a, b) => compareText(a.name, b.name));
}
