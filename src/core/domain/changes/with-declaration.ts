import {normalizeAddress} from '../addresses.js';
import {rowFinder, withoutRecords, withRecords, withSaid} from '../collections.js';
import type {DeclaredEnv, DeclaredTopology} from '../declaration.js';
import type {Recipe, Topology} from '../model.js';
import {declaredRecords} from './declared-records.js';
import {declaredNode} from './with-node.js';
import {withGroups, withOrg, withWorkspaces} from './with-org.js';

export interface DeclarationInput {
  readonly declared: DeclaredTopology;
  /** Every recipe that the declaration names. */
  readonly recipes: ReadonlyMap<string, Recipe>;
  /** Remove what the declared environments have and the declaration has not. */
  readonly prune: boolean;
  /** The cluster for which new workspaces are made; absent where nobody says. */
  readonly home?: string | null;
}

/** The topology with everything that is declared; the rest stays as it is, but for `prune`. */
export function withDeclaration(topology: Topology, input: DeclarationInput): Topology {
  const {declared, prune} = input;
  const apps = withDeclaredApps(withDeclaredNodes(withDeclaredScopes(topology, input), declared), input);
  const kept = prune ? withoutUndeclared(apps, declared) : apps;
  const records = declaredRecords(kept, declared);
  return (Object.keys(records) as (keyof typeof records)[]).reduce(
    (edited, collection) => withRecords(edited, collection, records[collection]),
    kept,
  );
}

/** The org, and the groups and workspaces that are declared or mentioned. */
function withDeclaredScopes(topology: Topology, {declared, home = null}: DeclarationInput): Topology {
  const {org, groups, workspaces, nodes, envs} = declared;
  const named = (names: readonly (string | undefined)[]) => [...new Set(names.filter((name) => name !== undefined))];
  const grouped = withGroups(withOrg(topology, org, home), org, named([...groups, ...nodes.map((node) => node.group)]));
  return withWorkspaces(grouped, {org, names: named([...workspaces, ...envs.map((env) => env.workspace)]), home});
}

function withDeclaredNodes(topology: Topology, {org, nodes}: DeclaredTopology): Topology {
  const standing = rowFinder(topology, 'nodes');
  return withRecords(
    topology,
    'nodes',
    nodes.map((node) => {
      const stands = standing({org, name: node.name});
      return stands ? withSaid(stands, node) : declaredNode(org, node);
    }),
  );
}

function withDeclaredApps(topology: Topology, {declared: {org, apps}, recipes}: DeclarationInput): Topology {
  const standing = rowFinder(topology, 'apps');
  return withRecords(
    topology,
    'apps',
    apps.flatMap(({name, recipe: named, image}) => {
      const recipe = recipes.get(named);
      return recipe ? [{org, name, recipe, image: image ?? standing({org, name})?.image ?? null}] : [];
    }),
  );
}

interface DeclaredNames {
  readonly entries: ReadonlySet<string>;
  readonly nodes: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly apps: ReadonlySet<string>;
  readonly config: ReadonlySet<string>;
  /** Keys of the config of each app. */
  readonly appConfig: ReadonlyMap<string, ReadonlySet<string>>;
}

function withoutUndeclared(topology: Topology, {org, envs}: DeclaredTopology): Topology {
  const declared = new Map(envs.map((env) => [`${org}/${env.name}`, namesOf(env)]));
  const namesAt = (row: {readonly org: string; readonly env: string}) => declared.get(`${row.org}/${row.env}`);
  const undeclared = <R extends {readonly org: string; readonly env: string}>(
    isDeclared: (names: DeclaredNames, row: R) => boolean,
  ): ((row: R) => boolean) => {
    return (row) => {
      const names = namesAt(row);
      return names !== undefined && !isDeclared(names, row);
    };
  };
  const entries = withoutRecords(
    topology,
    'entries',
    undeclared((names, {address}) => names.entries.has(address)),
  );
  const members = withoutRecords(
    entries,
    'memberships',
    undeclared((names, {node}) => names.nodes.has(node)),
  );
  const services = withoutRecords(
    members,
    'services',
    undeclared((names, {name}) => names.services.has(name)),
  );
  const deployments = withoutRecords(
    services,
    'deployments',
    undeclared((names, {app}) => names.apps.has(app)),
  );
  return withoutRecords(
    deployments,
    'configs',
    undeclared((names, {app, key}) => (app === null ? names.config : names.appConfig.get(app))?.has(key) ?? false),
  );
}

function namesOf({entries, nodes, services, deployments, config, appConfig = {}}: DeclaredEnv): DeclaredNames {
  const configs = [...Object.entries(appConfig), ...deployments.map((it) => [it.app, it.config] as const)];
  return {
    entries: new Set(
      entries.flatMap(({address}) => {
        const normal = normalizeAddress(address);
        return 'ok' in normal ? [normal.ok] : [];
      }),
    ),
    nodes: new Set(nodes.map(({node}) => node)),
    services: new Set(services.map(({name}) => name)),
    apps: new Set(deployments.map(({app}) => app)),
    config: new Set(Object.keys(config)),
    appConfig: new Map(configs.map(([app, values]) => [app, new Set(Object.keys(values))])),
  };
}
