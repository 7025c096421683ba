import {formatMemory} from '../../core/domain/capacity.js';
import type {
  DeclaredApp,
  DeclaredDeployment,
  DeclaredEnv,
  DeclaredNode,
  DeclaredService,
  DeclaredTopology,
} from '../../core/domain/declaration.js';
import {yamlText} from '../yaml/yaml-text.js';
import type {AppFile, DeployedAppFile, EnvFile, NodeFile, ServiceFile, TopologyFile} from './topology-schema.js';

/** The declaration as the text of a file. It has no secrets to give away: passwords are names of secrets. */
export function writeTopology(declared: DeclaredTopology, format: 'yaml' | 'json'): string {
  const file = topologyFile(declared);
  return format === 'json' ? `${JSON.stringify(file, null, 2)}\n` : yamlText(file);
}

export function topologyFile({org, groups, workspaces, nodes, apps, envs}: DeclaredTopology): TopologyFile {
  const known = new Map(apps.map((app) => [app.name, app]));
  const deployed = new Set(envs.flatMap((env) => env.deployments.map((deployment) => deployment.app)));
  const idle = apps.filter((app) => !deployed.has(app.name));
  return {
    apiVersion: 'muster/v1',
    org,
    ...(groups.length === 0 ? {} : {groups: [...groups]}),
    ...(workspaces.length === 0 ? {} : {workspaces: [...workspaces]}),
    ...(nodes.length === 0 ? {} : {nodes: named(nodes, nodeFile)}),
    ...(idle.length === 0 ? {} : {apps: named(idle, appFile)}),
    ...(envs.length === 0 ? {} : {envs: named(envs, (env) => envFile(env, known))}),
  };
}

function nodeFile({connect, address, group, zone, capacity, labels, weight, state}: DeclaredNode): NodeFile {
  const memory = capacity?.memoryMib;
  return absentRemoved({
    connect,
    address,
    group,
    zone,
    labels,
    weight,
    state,
    capacity: capacity && absentRemoved({cpu: capacity.cpu, memory: memory === undefined ? undefined : formatMemory(memory)}),
  }) as NodeFile;
}

function envFile(env: DeclaredEnv, apps: ReadonlyMap<string, DeclaredApp>): EnvFile {
  return absentRemoved({
    workspace: env.workspace,
    labels: env.labels,
    nodes: some(env.nodes.map(({node, weight}) => (weight === undefined ? node : {node, weight}))),
    entries: some(
      env.entries.map(({address, backup, app, path}) =>
        !backup && app === undefined && path === '/'
          ? address
          : absentRemoved({address, backup: backup || undefined, app, path: path === '/' ? undefined : path}),
      ),
    ),
    services: someOf(named(env.services, serviceFile)),
    config: someOf(env.config),
    appConfig: env.appConfig,
    apps: someOf(
      Object.fromEntries(
        env.deployments.map((deployment) => [deployment.app, deploymentFile(deployment, apps.get(deployment.app))]),
      ),
    ),
  }) as EnvFile;
}

function serviceFile({kind, url, passwordSecret, managed}: DeclaredService): ServiceFile {
  return absentRemoved({
    kind,
    url,
    password: passwordSecret === undefined ? undefined : {secret: passwordSecret},
    managed: managed && absentRemoved({node: managed.node, image: managed.image ?? undefined}),
  }) as ServiceFile;
}

function appFile({recipe, image}: DeclaredApp): AppFile {
  return absentRemoved({recipe, image}) as AppFile;
}

function deploymentFile(deployment: DeclaredDeployment, app: DeclaredApp | undefined): DeployedAppFile {
  const {version, roles, balance, weights, config, state} = deployment;
  const {slave, ...others} = roles;
  return absentRemoved({
    recipe: app?.recipe,
    version,
    image: app?.image,
    slaves: slave,
    roles: someOf(others),
    balance,
    weights: someOf(weights),
    config: someOf(config),
    state,
  }) as DeployedAppFile;
}

function named<T extends {readonly name: string}, V>(rows: readonly T[], fileOf: (row: T) => V): Record<string, V> {
  return Object.fromEntries(rows.map((row) => [row.name, fileOf(row)]));
}

function some<T>(rows: readonly T[]): readonly T[] | undefined {
  return rows.length === 0 ? undefined : rows;
}

function someOf<T extends object>(record: T): T | undefined {
  return Object.keys(record).length === 0 ? undefined : record;
}

function absentRemoved(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
