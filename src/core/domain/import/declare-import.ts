import type {DeclaredDeployment, DeclaredEntry, DeclaredService, DeclaredTopology} from '../declaration.js';
import {rolesOf, type ImportedApp} from './app.js';
import type {Lead} from './leads.js';
import type {PlacedNodes} from './place-nodes.js';
import type {SplitSettings} from './split-settings.js';
import {weighNodes, type Weighing} from './weigh.js';

export interface AppParts {
  readonly app: ImportedApp;
  readonly split: SplitSettings;
  readonly weighing: Weighing;
}

export interface ImportParts {
  readonly org: string;
  readonly env: string;
  readonly placed: PlacedNodes;
  readonly leads: readonly Lead[];
  readonly entries: readonly DeclaredEntry[];
  readonly services: readonly DeclaredService[];
  readonly parts: readonly AppParts[];
}

/** One environment on the nodes that were found. */
export function declareImport({org, env, placed, leads, entries, services, parts}: ImportParts): DeclaredTopology {
  const whole = parts.filter(({app}) => isWhole(app));
  const weights = new Map([
    ...(parts.length === 0 ? leads.flatMap((lead) => [...weighNodes(lead, placed)]) : []),
    ...parts.flatMap(({weighing}) => [...weighing.nodes]),
  ]);
  return {
    org,
    groups: [],
    workspaces: [],
    nodes: placed.nodes,
    apps: whole.map(({app}) => declareApp(app)),
    envs: [
      {
        name: env,
        nodes: placed.nodes.map(({name}) => ({node: name, ...(weights.has(name) ? {weight: weights.get(name)!} : {})})),
        entries,
        services,
        config: {},
        deployments: whole.map(({app, split, weighing}) => declareDeployment(app, split.config, weighing)),
      },
    ],
  };
}

/** Its image is known: the files do not only have a part of one of its services. */
export function isWhole({version}: ImportedApp): boolean {
  return version !== null;
}

export function declareApp({name, recipe, repository, made}: ImportedApp): DeclaredTopology['apps'][number] {
  return {
    name,
    recipe: recipe.source,
    ...(made || repository === null || repository === recipe.image ? {} : {image: repository}),
  };
}

/** Roles of exactly one instance go without saying. */
function declareDeployment(app: ImportedApp, config: DeclaredDeployment['config'], weighing: Weighing): DeclaredDeployment {
  const roles = Object.entries(rolesOf(app)).filter(([role, count]) => app.recipe.roles[role]?.count !== 1 || count > 1);
  return {
    app: app.name,
    version: app.version!,
    roles: Object.fromEntries(roles),
    ...(weighing.balance === null ? {} : {balance: weighing.balance}),
    weights: weighing.roles,
    config,
    ...(app.members.every(({count}) => count === 0) ? {state: 'stopped' as const} : {}),
  };
}
