import {compareText} from './names.js';
import type {App, ConfigValue, Deployment, DeploymentKey, Recipe, Topology} from './model.js';

/** Reads of a topology that rules and planning share. Nothing here changes or judges anything. */

export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

export function envKey(row: {readonly org: string; readonly env: string}): string {
  return `${row.org}/${row.env}`;
}

export function appKey(row: DeploymentKey): string {
  return `${row.org}/${row.env}/${row.app}`;
}

/** `org/name` of each row. */
export function rowNames(rows: readonly {readonly org: string; readonly name: string}[]): Set<string> {
  return new Set(rows.map((row) => `${row.org}/${row.name}`));
}

/** Names of the nodes of each environment, by `org/env`. */
export function nodesByEnv(topology: Topology): Map<string, Set<string>> {
  const nodes = new Map<string, Set<string>>();
  for (const [env, members] of groupBy(topology.memberships, envKey))
    nodes.set(env, new Set(members.map((member) => member.node)));
  return nodes;
}

export interface RunningApp {
  readonly deployment: Deployment;
  readonly app: App;
  readonly recipe: Recipe;
}

/** Deployments whose app is known, with it. */
export function deployedApps(topology: Topology): RunningApp[] {
  const apps = new Map(topology.apps.map((app) => [`${app.org}/${app.name}`, app]));
  return topology.deployments.flatMap((deployment) => {
    const app = apps.get(`${deployment.org}/${deployment.app}`);
    return app ? [{deployment, app, recipe: app.recipe}] : [];
  });
}

export function instanceCount(deployment: Deployment): number {
  return Object.values(deployment.roles).reduce((sum, count) => sum + count, 0);
}

/** Config of a deployment by key: what is said for the app wins over what is said for the environment. */
export function effectiveConfig(ofEnv: readonly ConfigValue[], app: string): ReadonlyMap<string, ConfigValue> {
  const values = new Map<string, ConfigValue>();
  for (const config of ofEnv) if (config.app === null) values.set(config.key, config);
  for (const config of ofEnv) if (config.app === app) values.set(config.key, config);
  return values;
}

export function listWords(words: readonly string[], joiner = 'and'): string {
  if (words.length < 3) return words.join(` ${joiner} `);
  return `${words.slice(0, -1).join(', ')} ${joiner} ${words.at(-1)}`;
}

export function sortedUnique(words: readonly string[]): string[] {
  return [...new Set(words)].sort(compareText);
}

/** ` --org acme`, and nothing for the organization that commands mean by themselves. */
export function orgFlag(org: string): string {
  return org === 'default' ? '' : ` --org ${org}`;
}
