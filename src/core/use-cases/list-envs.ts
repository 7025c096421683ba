import {expectEnv, expectOrg} from '../domain/expect.js';
import {envKey, groupBy, sortedUnique} from '../domain/indexes.js';
import type {Deployment, Entry, Environment, Service, Topology} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import type {Ports} from '../ports/index.js';

export interface EnvSummary extends Environment {
  readonly nodes: readonly string[];
  readonly entries: readonly string[];
  readonly apps: readonly string[];
}

export interface EnvDetails extends Environment {
  readonly nodes: readonly {readonly node: string; readonly weight: number | null}[];
  readonly entries: readonly Pick<Entry, 'address' | 'backup' | 'app' | 'path'>[];
  readonly services: readonly Pick<Service, 'name' | 'kind' | 'url' | 'managed' | 'passwordSecret'>[];
  readonly apps: readonly Pick<Deployment, 'app' | 'version' | 'roles' | 'balance' | 'state'>[];
}

export async function listEnvs(ports: Ports, {org}: {readonly org: string}): Promise<readonly EnvSummary[]> {
  const topology = await (await ports.store()).readTopology(['orgs', 'envs', 'memberships', 'entries', 'deployments']);
  expectOrg(topology, org);
  const memberships = groupBy(topology.memberships, envKey);
  const entries = groupBy(topology.entries, envKey);
  const deployments = groupBy(topology.deployments, envKey);
  return topology.envs
    .filter((env) => env.org === org)
    .sort((a, b) => compareText(a.name, b.name))
    .map((env) => {
      const key = envKey({org, env: env.name});
      return {
        ...env,
        nodes: sortedUnique((memberships.get(key) ?? []).map(({node}) => node)),
        entries: (entries.get(key) ?? []).sort((a, b) => a.position - b.position).map(({address}) => address),
        apps: (deployments.get(key) ?? []).map(({app}) => app),
      };
    });
}

export async function showEnv(ports: Ports, {org, name}: {readonly org: string; readonly name: string}): Promise<EnvDetails> {
  const topology = await (
    await ports.store()
  ).readTopology(['orgs', 'envs', 'memberships', 'entries', 'services', 'deployments']);
  return envDetails(topology, expectEnv(topology, org, name));
}

function envDetails(topology: Topology, env: Environment): EnvDetails {
  const own = <T extends {readonly org: string; readonly env: string}>(rows: readonly T[]) =>
    rows.filter((row) => row.org === env.org && row.env === env.name);
  return {
    ...env,
    nodes: own(topology.memberships)
      .map(({node, weight}) => ({node, weight}))
      .sort((a, b) => compareText(a.node, b.node)),
    entries: own(topology.entries)
      .sort((a, b) => a.position - b.position)
      .map(({address, backup, app, path}) => ({address, backup, app, path})),
    services: own(topology.services).map(({name, kind, url, managed, passwordSecret}) => ({
      name,
      kind,
      url,
      managed,
      passwordSecret,
    })),
    apps: own(topology.deployments).map(({app, version, roles, balance, state}) => ({app, version, roles, balance, state})),
  };
}
