import {withConfig, withoutConfig} from '../domain/changes/with-config.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {expectApp, expectEnv, unknownName} from '../domain/expect.js';
import {effectiveConfig, orgFlag, scopeFlag} from '../domain/indexes.js';
import type {ConfigValue, Topology} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import {quoted} from '../domain/quoted.js';
import {variable} from '../domain/values/kinds.js';
import type {Ports} from '../ports/index.js';
import type {RemovalOptions} from './absent.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import {withRestartHint} from './restart-hint.js';

export interface ConfigScope {
  readonly org: string;
  readonly env: string;
  /** Null: for every app of the environment. */
  readonly app: string | null;
}

export async function setConfig(
  ports: Ports,
  {scope, values}: {readonly scope: ConfigScope; readonly values: Readonly<Record<string, string>>},
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  Object.keys(values).forEach(expectVariable);
  const rows = Object.entries(values).map(([key, value]): ConfigValue => ({...scope, key, value}));
  return withRestartHint(
    await changeTopology(
      ports,
      {org: scope.org, envs: [scope.env], edit: (before) => withConfig(expectScope(before, scope), rows)},
      options,
    ),
    scope,
  );
}

export async function unsetConfig(
  ports: Ports,
  {scope, keys}: {readonly scope: ConfigScope; readonly keys: readonly string[]},
  options: RemovalOptions,
): Promise<TopologyOutcome> {
  return withRestartHint(
    await changeTopology(
      ports,
      {
        org: scope.org,
        envs: [scope.env],
        edit: (before) => {
          const rows = expectScope(before, scope).configs.filter((row) => isIn(row, scope));
          if (!options.missingOk) for (const key of keys) expectKey(rows, {scope, key});
          return keys.reduce((edited, key) => withoutConfig(edited, {...scope, key}), before);
        },
      },
      options,
    ),
    scope,
  );
}

/** With `app`, what the app gets: its own values and those of the environment that it does not replace. */
export async function listConfig(ports: Ports, scope: ConfigScope): Promise<readonly ConfigValue[]> {
  const topology = expectScope(await (await ports.store()).readTopology(['orgs', 'envs', 'apps', 'configs']), scope);
  const ofEnv = topology.configs.filter((row) => row.org === scope.org && row.env === scope.env);
  const rows = scope.app === null ? ofEnv : [...effectiveConfig(ofEnv, scope.app).values()];
  return [...rows].sort((a, b) => compareText(a.app ?? '', b.app ?? '') || compareText(a.key, b.key));
}

export async function getConfig(
  ports: Ports,
  {scope, key}: {readonly scope: ConfigScope; readonly key: string},
): Promise<ConfigValue> {
  const rows = (await listConfig(ports, scope)).filter((row) => scope.app !== null || row.app === null);
  return expectKey(rows, {scope, key});
}

function isIn(row: ConfigValue, {org, env, app}: ConfigScope): boolean {
  return row.org === org && row.env === env && row.app === app;
}

function expectKey(rows: readonly ConfigValue[], {scope, key}: {readonly scope: ConfigScope; readonly key: string}): ConfigValue {
  const row = rows.find((candidate) => candidate.key === key);
  if (row) return row;
  throw unknownName({
    kind: 'config key',
    name: key,
    known: rows.map((candidate) => candidate.key),
    list: `muster config list${scopeFlag(scope)}${orgFlag(scope.org)} shows all`,
  });
}

function expectScope(topology: Topology, {org, env, app}: ConfigScope): Topology {
  expectEnv(topology, org, env);
  if (app !== null) expectApp(topology, org, app);
  return topology;
}

/** The same names that a file may have. */
function expectVariable(key: string): void {
  const read = variable.read(key);
  if ('ok' in read) return;
  throw new Failure({
    code: 'VALUE_INVALID',
    exit: exitCodes.usage,
    subject: `config key ${key}`,
    message: `A key must be ${variable.form}, not ${quoted(key)}: ${read.problem}.`,
    hint: 'Write it like muster config set SYNC_FREQUENCY=60 --env ENV',
    details: {key, problem: read.problem},
  });
}
