import {rowFinder} from '../collections.js';
import type {DeclaredDeployment, DeclaredEnv, DeclaredTopology} from '../declaration.js';
import {byEnv} from '../indexes.js';
import type {ConfigValue, Deployment, Entry, Environment, Membership, Service, Topology} from '../model.js';
import {editedDeployment} from './with-deployment.js';
import {orderedEntries} from './with-entry.js';
import {defaultName} from './with-org.js';
import {editedService} from './with-service.js';

/** The rows that the declared environments have. */
export interface DeclaredRecords {
  readonly envs: readonly Environment[];
  readonly memberships: readonly Membership[];
  readonly services: readonly Service[];
  readonly configs: readonly ConfigValue[];
  readonly deployments: readonly Deployment[];
  readonly entries: readonly Entry[];
}

interface EnvScope {
  readonly org: string;
  readonly env: DeclaredEnv;
}

/** What the declaration says of its environments, with what stands where it says nothing. */
export function declaredRecords(topology: Topology, {org, envs}: DeclaredTopology): DeclaredRecords {
  const scopes = envs.map((env): EnvScope => ({org, env}));
  return {
    envs: environments(topology, scopes),
    memberships: memberships(topology, scopes),
    services: services(topology, scopes),
    configs: scopes.flatMap(configs),
    deployments: deployments(topology, scopes),
    entries: entries(topology, scopes),
  };
}

function environments(topology: Topology, scopes: readonly EnvScope[]): readonly Environment[] {
  const standing = rowFinder(topology, 'envs');
  return scopes.map(({org, env: {name, workspace, labels}}) => {
    const env = standing({org, name});
    return {org, name, workspace: workspace ?? env?.workspace ?? defaultName, labels: labels ?? env?.labels ?? {}};
  });
}

function memberships(topology: Topology, scopes: readonly EnvScope[]): readonly Membership[] {
  const standing = rowFinder(topology, 'memberships');
  return scopes.flatMap(({org, env}) =>
    env.nodes.map(({node, weight}) => {
      const membership = {org, env: env.name, node, weight: weight ?? null};
      const stands = standing(membership);
      return stands && (weight === undefined || weight === stands.weight) ? stands : membership;
    }),
  );
}

function services(topology: Topology, scopes: readonly EnvScope[]): readonly Service[] {
  const standing = rowFinder(topology, 'services');
  return scopes.flatMap(({org, env}) =>
    env.services.map(({name, kind, url = null, passwordSecret = null, managed = null}) =>
      editedService({org, env: env.name, name, kind, url, passwordSecret, managed}, standing({org, env: env.name, name})),
    ),
  );
}

function configs({org, env}: EnvScope): readonly ConfigValue[] {
  const valuesOf = (app: string | null, config: Readonly<Record<string, string>>) =>
    Object.entries(config).map(([key, value]) => ({org, env: env.name, app, key, value}));
  return [
    ...valuesOf(null, env.config),
    ...Object.entries(env.appConfig ?? {}).flatMap(([app, config]) => valuesOf(app, config)),
    ...env.deployments.flatMap(({app, config}) => valuesOf(app, config)),
  ];
}

function deployments(topology: Topology, scopes: readonly EnvScope[]): readonly Deployment[] {
  const standing = rowFinder(topology, 'deployments');
  const recipes = new Map(topology.apps.map((app) => [`${app.org}/${app.name}`, app.recipe]));
  return scopes.flatMap(({org, env}) =>
    env.deployments.map((deployment) =>
      editedDeployment(
        editOf(org, env.name, deployment),
        standing({org, env: env.name, app: deployment.app}),
        recipes.get(`${org}/${deployment.app}`),
      ),
    ),
  );
}

function editOf(org: string, env: string, {app, version, roles, balance, weights, state}: DeclaredDeployment) {
  return {key: {org, env, app}, version, roles, weights, ...(balance ? {balance} : {}), ...(state ? {state} : {})};
}

function entries(topology: Topology, scopes: readonly EnvScope[]): readonly Entry[] {
  const standing = byEnv(topology.entries);
  return scopes.flatMap(({org, env}) =>
    orderedEntries(
      env.entries.map(({address, backup, app = null, path}) => ({org, env: env.name, address, backup, app, path})),
      standing.get(`${org}/${env.name}`) ?? [],
    ),
  );
}
