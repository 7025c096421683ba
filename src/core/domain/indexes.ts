import {compareText} from './names.js';
import {OrgMap} from './org-map.js';
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

interface Made<K, R> {
  get(key: K): R | undefined;
  set(key: K, result: R): unknown;
}

function keeping<K, R>(made: Made<K, R>, make: (key: K) => R): (key: K) => R {
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const result = make(key);
    made.set(key, result);
    return result;
  };
}

/**
 * What is made of a value, made once: nothing alters a topology or its rows, so that rules and planning share their indexes.
 * Forgotten with the value.
 */
export function once<V extends object, R>(make: (value: V) => R): (value: V) => R {
  return keeping(new WeakMap<V, R>(), make);
}

/** What is made of a name or a number, made once; of few ones alone, for nothing is forgotten. */
export function remembering<K extends string | number, R>(make: (key: K) => R): (key: K) => R {
  return keeping(new Map<K, R>(), make);
}

type InEnv = {readonly org: string; readonly env: string};

type Grouping<Row> = <T extends Row>(rows: readonly T[]) => ReadonlyMap<string, readonly T[]>;

/** Rows of one environment mostly stand together: a key is made where another begins. */
function groupByEnv<Row extends InEnv>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  let group: Row[] = [];
  for (const row of rows) {
    const last = group[0];
    if (last === undefined || row.env !== last.env || row.org !== last.org) {
      const key = envKey(row);
      group = groups.get(key) ?? [];
      if (group.length === 0) groups.set(key, group);
    }
    group.push(row);
  }
  return groups;
}

function grouping<Row extends object>(keyOf: (row: Row) => string): Grouping<Row> {
  return once((rows: readonly Row[]) => groupBy(rows, keyOf)) as Grouping<Row>;
}

/** By `org/env`. */
export const byEnv = once(groupByEnv) as Grouping<InEnv>;
/** By `org/env/app`. */
export const byApp = grouping<DeploymentKey>(appKey);

/** `org/name` of each row. */
export const rowNames: (rows: readonly {readonly org: string; readonly name: string}[]) => ReadonlySet<string> = once(
  (rows) => new Set(rows.map((row) => `${row.org}/${row.name}`)),
);

const memberNames = once(
  (memberships: Topology['memberships']) =>
    new Map([...byEnv(memberships)].map(([env, members]) => [env, new Set(members.map((member) => member.node))])),
);

/** Names of the nodes of each environment, by `org/env`. */
export function nodesByEnv({memberships}: Topology): ReadonlyMap<string, ReadonlySet<string>> {
  return memberNames(memberships);
}

export interface RunningApp {
  /** `org/env`. */
  readonly env: string;
  readonly deployment: Deployment;
  readonly app: App;
  readonly recipe: Recipe;
}

/** Deployments whose app is known, with it. */
export const deployedApps: (topology: Topology) => readonly RunningApp[] = once(({apps, deployments}) => {
  const known = new OrgMap<App>();
  for (const app of apps) known.set(app.org, app.name, app);
  return [...byEnv(deployments)].flatMap(([env, own]) =>
    own.flatMap((deployment) => {
      const app = known.get(deployment.org, deployment.app);
      return app ? [{env, deployment, app, recipe: app.recipe}] : [];
    }),
  );
});

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

/** What a command needs to mean one environment, or one app in it. */
export function scopeFlag({env, app = null}: {readonly env: string; readonly app?: string | null}): string {
  return ` --env ${env}${app === null ? '' : ` --app ${app}`}`;
}
