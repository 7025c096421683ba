import {expectApp, expectOrg} from '../domain/expect.js';
import {groupBy} from '../domain/indexes.js';
import type {App, RunState} from '../domain/model.js';
import {compareText, deploymentName, instanceName} from '../domain/names.js';
import type {Ports} from '../ports/index.js';
import {narrowToSight, type Narrowed} from './narrow-to-sight.js';

export interface AppSummary {
  readonly org: string;
  readonly name: string;
  readonly recipe: string;
  readonly image: string;
  readonly envs: readonly string[];
}

export interface AppDetails extends AppSummary {
  readonly description: string;
  readonly ports: Readonly<Record<string, number>>;
  /** Null is any number. */
  readonly roles: Readonly<Record<string, number | null>>;
  readonly services: readonly {readonly name: string; readonly kind: string; readonly required: boolean}[];
  readonly secrets: readonly string[];
  readonly deployments: readonly {
    readonly env: string;
    readonly version: string;
    readonly state: RunState;
    readonly roles: Readonly<Record<string, number>>;
    readonly balance: string;
    readonly instances: readonly string[];
  }[];
}

export async function listApps(ports: Ports, org: string): Promise<readonly AppSummary[]> {
  const topology = await (await ports.store()).readTopology(['orgs', 'apps', 'deployments']);
  expectOrg(topology, org);
  const deployments = groupBy(
    topology.deployments.filter((row) => row.org === org),
    (row) => row.app,
  );
  return topology.apps
    .filter((app) => app.org === org)
    .sort((a, b) => compareText(a.name, b.name))
    .map((app) => summarize(app, deployments.get(app.name) ?? []));
}

/** The apps of an org are everybody's; where they are deployed is shown as far as the cluster looks after it. */
export async function narrowApps(ports: Ports, apps: readonly AppSummary[]): Promise<Narrowed<AppSummary>> {
  const deployments = apps.flatMap(({org, envs}) => envs.map((env) => ({org, env})));
  const narrowed = await narrowToSight(ports, 'member', deployments);
  if (narrowed.hidden === 0) return {...narrowed, rows: apps};
  const seen = new Set(narrowed.rows.map(({org, env}) => `${org}/${env}`));
  const rows = apps.map((app) => ({...app, envs: app.envs.filter((env) => seen.has(`${app.org}/${env}`))}));
  return {...narrowed, rows};
}

export async function showApp(ports: Ports, {org, name}: {readonly org: string; readonly name: string}): Promise<AppDetails> {
  const topology = await (await ports.store()).readTopology(['orgs', 'apps', 'deployments', 'instances']);
  const app = expectApp(topology, org, name);
  const {recipe} = app;
  const deployments = topology.deployments.filter((deployment) => deployment.org === org && deployment.app === name);
  return {
    ...summarize(app, deployments),
    description: recipe.description,
    ports: recipe.ports,
    secrets: Object.keys(recipe.secrets).sort(compareText),
    roles: Object.fromEntries(Object.entries(recipe.roles).map(([role, {count}]) => [role, count])),
    services: Object.entries(recipe.services).map(([service, {kind, required}]) => ({name: service, kind, required})),
    deployments: deployments.map((deployment) => {
      const {env, version, state, roles, balance} = deployment;
      return {
        env,
        version,
        state,
        roles,
        balance,
        instances: topology.instances
          .filter((instance) => deploymentName(instance) === deploymentName(deployment))
          .map(instanceName),
      };
    }),
  };
}

function summarize({org, name, recipe, image}: App, deployments: readonly {readonly env: string}[]): AppSummary {
  return {org, name, recipe: recipe.name, image: image ?? recipe.image, envs: deployments.map(({env}) => env).sort(compareText)};
}
