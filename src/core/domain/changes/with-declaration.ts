import {normalizeAddress} from '../addresses.js';
import {keyFunction, withoutRecords, withRecord, withRecords} from '../collections.js';
import type {DeclaredApp, DeclaredDeployment, DeclaredEnv, DeclaredNode, DeclaredTopology} from '../declaration.js';
import type {Collection, Recipe, Topology} from '../model.js';
import {withDeployment} from './with-deployment.js';
import {withEntry} from './with-entry.js';
import {newNode} from './with-node.js';
import {defaultName, withGroup, withOrg, withWorkspace} from './with-org.js';
import {withService} from './with-service.js';

export interface DeclarationInput {
  readonly declared: DeclaredTopology;
  /** Every recipe that the declaration names. */
  readonly recipes: ReadonlyMap<string, Recipe>;
  /** Remove what the declared environments have and the declaration has not. */
  readonly prune: boolean;
}

/** The topology with everything that is declared; the rest stays as it is, but for `prune`. */
export function withDeclaration(topology: Topology, input: DeclarationInput): Topology {
  const {declared} = input;
  const nodes = withDeclaredNodes(withDeclaredScopes(topology, declared), declared.org, declared.nodes);
  const apps = declared.apps.reduce((edited, app) => withDeclaredApp(edited, input, app), nodes);
  return declared.envs.reduce((edited, env) => withDeclaredEnv(edited, input, env), apps);
}

/** The org, and the groups and workspaces that are declared or mentioned. */
function withDeclaredScopes(topology: Topology, {org, groups, workspaces, nodes, envs}: DeclaredTopology): Topology {
  const named = <T extends string>(names: readonly (T | undefined)[]) => new Set(names.filter((name) => name !== undefined));
  const grouped = [...named([...groups, ...nodes.map((node) => node.group)])].reduce(
    (edited, name) => withGroup(edited, org, name),
    withOrg(topology, org),
  );
  return [...named([...workspaces, ...envs.map((env) => env.workspace)])].reduce(
    (edited, name) => withWorkspace(edited, org, name),
    grouped,
  );
}

function withDeclaredNodes(topology: Topology, org: string, declared: readonly DeclaredNode[]): Topology {
  const standing = new Map(topology.nodes.filter((node) => node.org === org).map((node) => [node.name, node]));
  return withRecords(
    topology,
    'nodes',
    declared.map((node) => ({...(standing.get(node.name) ?? newNode(org, node.name, node.connect)), ...node})),
  );
}

function withDeclaredApp(topology: Topology, {declared, recipes}: DeclarationInput, app: DeclaredApp): Topology {
  const recipe = recipes.get(app.recipe);
  const standing = topology.apps.find((candidate) => candidate.org === declared.org && candidate.name === app.name);
  if (!recipe) return topology;
  return withRecord(topology, 'apps', {org: declared.org, name: app.name, recipe, image: app.image ?? standing?.image ?? null});
}

function withDeclaredEnv(topology: Topology, input: DeclarationInput, env: DeclaredEnv): Topology {
  const {org} = input.declared;
  const standing = topology.envs.find((candidate) => candidate.org === org && candidate.name === env.name);
  let edited = withRecord(topology, 'envs', {
    org,
    name: env.name,
    workspace: env.workspace ?? standing?.workspace ?? defaultName,
    labels: env.labels ?? standing?.labels ?? {},
  });
  const pruned = input.prune ? withoutUndeclared(edited, org, env) : edited;
  edited = pruned;
  const members = new Map(
    edited.memberships.filter((member) => member.org === org && member.env === env.name).map((member) => [member.node, member]),
  );
  edited = withRecords(
    edited,
    'memberships',
    env.nodes.map((member) => ({
      org,
      env: env.name,
      node: member.node,
      weight: member.weight ?? members.get(member.node)?.weight ?? null,
    })),
  );
  for (const service of env.services) {
    edited = withService(edited, {
      org,
      env: env.name,
      name: service.name,
      kind: service.kind,
      url: service.url ?? null,
      passwordSecret: service.passwordSecret ?? null,
      managed: service.managed ?? null,
    });
  }
  for (const [key, value] of Object.entries(env.config))
    edited = withRecord(edited, 'configs', {org, env: env.name, app: null, key, value});
  for (const deployment of env.deployments) edited = withDeclaredDeployment(edited, {org, env: env.name, deployment});
  for (const entry of env.entries)
    edited = withEntry(edited, {
      org,
      env: env.name,
      address: entry.address,
      backup: entry.backup,
      app: entry.app ?? null,
      path: entry.path,
    });
  return edited;
}

function withDeclaredDeployment(
  topology: Topology,
  scope: {readonly org: string; readonly env: string; readonly deployment: DeclaredDeployment},
): Topology {
  const {org, env, deployment} = scope;
  const edited = withDeployment(topology, {
    key: {org, env, app: deployment.app},
    version: deployment.version,
    roles: deployment.roles,
    ...(deployment.balance ? {balance: deployment.balance} : {}),
    weights: deployment.weights,
    ...(deployment.state ? {state: deployment.state} : {}),
  });
  return Object.entries(deployment.config).reduce(
    (next, [key, value]) => withRecord(next, 'configs', {org, env, app: deployment.app, key, value}),
    edited,
  );
}

function withoutUndeclared(topology: Topology, org: string, env: DeclaredEnv): Topology {
  const inEnv = (row: {readonly org: string; readonly env: string}) => row.org === org && row.env === env.name;
  const apps = new Set(env.deployments.map((deployment) => deployment.app));
  const gone: Partial<{[C in Collection]: (row: Topology[C][number]) => boolean}> = {
    entries: (row) => inEnv(row) && !env.entries.some((entry) => sameAddress(entry.address, row.address)),
    memberships: (row) => inEnv(row) && !env.nodes.some((member) => member.node === row.node),
    services: (row) => inEnv(row) && !env.services.some((service) => service.name === row.name),
    deployments: (row) => inEnv(row) && !apps.has(row.app),
    configs: (row) => inEnv(row) && !declaredConfig(env, row.app, row.key),
  };
  return (Object.keys(gone) as (keyof typeof gone)[]).reduce(
    (edited, collection) =>
      withoutRecords(edited, collection, gone[collection] as (row: Topology[typeof collection][number]) => boolean),
    topology,
  );
}

function sameAddress(declared: string, standing: string): boolean {
  const normal = normalizeAddress(declared);
  return 'ok' in normal && normal.ok === standing;
}

function declaredConfig(env: DeclaredEnv, app: string | null, key: string): boolean {
  if (app === null) return key in env.config;
  return env.deployments.some((deployment) => deployment.app === app && key in deployment.config);
}

/** Keys of what the declaration would prune, for the question before it happens. */
export function prunedKeys(before: Topology, after: Topology, collection: Collection): readonly string[] {
  const key = keyFunction(collection);
  const kept = new Set(after[collection].map(key));
  return before[collection].map(key).filter((name) => !kept.has(name));
}
