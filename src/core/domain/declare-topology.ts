import {defaultName} from './changes/with-org.js';
import type {
  DeclaredApp,
  DeclaredDeployment,
  DeclaredEnv,
  DeclaredNode,
  DeclaredService,
  DeclaredTopology,
} from './declaration.js';
import {byEnv, groupBy} from './indexes.js';
import type {ConfigValue, Deployment, Environment, Node, Recipe, Service, Topology} from './model.js';
import {compareText} from './names.js';

/** The declaration of what an org has now: read again, it changes nothing. Instances, images and secrets are not declared. */
export function declareTopology(topology: Topology, org: string): DeclaredTopology {
  const own = <T extends {readonly org: string}>(rows: readonly T[]) => rows.filter((row) => row.org === org);
  const nodes = byName(own(topology.nodes));
  const apps = byName(own(topology.apps));
  const envs = byName(own(topology.envs));
  const recipes = new Map(apps.map((app) => [app.name, app.recipe]));
  return {
    org,
    groups: unsaid(
      own(topology.groups),
      nodes.map((node) => node.group),
    ),
    workspaces: unsaid(
      own(topology.workspaces),
      envs.map((env) => env.workspace),
    ),
    nodes: nodes.map(declareNode),
    apps: apps.map(({name, recipe, image}): DeclaredApp => ({name, recipe: recipe.source, ...(image === null ? {} : {image})})),
    envs: envs.map((env) => declareEnv(topology, env, recipes)),
  };
}

function declareNode({name, connect, address, group, zone, capacity, labels, weight, state}: Node): DeclaredNode {
  return {
    name,
    connect,
    address,
    ...(group === defaultName ? {} : {group}),
    ...(zone === null ? {} : {zone}),
    ...(isEmpty(capacity) ? {} : {capacity}),
    ...(isEmpty(labels) ? {} : {labels}),
    ...(weight === null ? {} : {weight}),
    ...(state === 'active' ? {} : {state}),
  };
}

function declareEnv(
  topology: Topology,
  {org, name, workspace, labels}: Environment,
  recipes: ReadonlyMap<string, Recipe>,
): DeclaredEnv {
  const own = <T extends {readonly org: string; readonly env: string}>(rows: readonly T[]): readonly T[] =>
    byEnv(rows).get(`${org}/${name}`) ?? [];
  const configs = groupBy(own(topology.configs), ({app}) => app ?? '');
  const deployments = own(topology.deployments).toSorted((a, b) => compareText(a.app, b.app));
  const deployed = new Set(deployments.map(({app}) => app));
  const idle = [...configs.keys()].filter((app) => app !== '' && !deployed.has(app)).sort(compareText);
  return {
    name,
    ...(workspace === defaultName ? {} : {workspace}),
    ...(isEmpty(labels) ? {} : {labels}),
    nodes: own(topology.memberships)
      .toSorted((a, b) => compareText(a.node, b.node))
      .map(({node, weight}) => ({node, ...(weight === null ? {} : {weight})})),
    entries: own(topology.entries)
      .toSorted((a, b) => a.position - b.position || compareText(a.address, b.address))
      .map(({address, backup, app, path}) => ({address, backup, ...(app === null ? {} : {app}), path})),
    services: byName(own(topology.services)).map(declareService),
    config: valuesOf(configs.get('') ?? []),
    ...(idle.length === 0 ? {} : {appConfig: Object.fromEntries(idle.map((app) => [app, valuesOf(configs.get(app) ?? [])]))}),
    deployments: deployments.map((it) => declareDeployment(it, recipes.get(it.app), configs.get(it.app) ?? [])),
  };
}

function declareService({name, kind, url, passwordSecret, managed}: Service): DeclaredService {
  return {
    name,
    kind,
    ...(url === null ? {} : {url}),
    ...(passwordSecret === null ? {} : {passwordSecret}),
    ...(managed === null ? {} : {managed}),
  };
}

/** Roles of exactly one instance go without saying. */
function declareDeployment(it: Deployment, recipe: Recipe | undefined, configs: readonly ConfigValue[]): DeclaredDeployment {
  const roles = Object.entries(it.roles)
    .filter(([role, count]) => recipe?.roles[role]?.count !== count)
    .sort(([a], [b]) => compareText(a, b));
  return {
    app: it.app,
    version: it.version,
    roles: Object.fromEntries(roles),
    balance: it.balance,
    weights: it.weights,
    ...(it.state === 'running' ? {} : {state: it.state}),
    config: valuesOf(configs),
  };
}

function valuesOf(configs: readonly ConfigValue[]): Record<string, string> {
  return Object.fromEntries([...configs].sort((a, b) => compareText(a.key, b.key)).map(({key, value}) => [key, value]));
}

function byName<T extends {readonly name: string}>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => compareText(a.name, b.name));
}

/** Groups and workspaces that nothing else in the declaration mentions. */
function unsaid(rows: readonly {readonly name: string}[], said: readonly string[]): readonly string[] {
  const known = new Set([...said, defaultName]);
  return byName(rows)
    .map((row) => row.name)
    .filter((name) => !known.has(name));
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}
