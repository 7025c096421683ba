import {defaultName} from '../changes/with-org.js';
import {envKey} from '../indexes.js';
import type {Topology} from '../model.js';
import {sortedNaturally} from './natural-order.js';

/** What of a topology is drawn; null is all of it. */
export interface GraphScope {
  readonly orgs: readonly string[] | null;
  /** Environments by name; then only the nodes that serve them, without what runs there for others. */
  readonly envs: readonly string[] | null;
}

/** The part of the topology that is in scope, each collection sorted; groups and workspaces that stay empty go, if nobody made them. */
export function withinScope(topology: Topology, scope: GraphScope): Topology {
  const inOrg = (org: string) => scope.orgs === null || scope.orgs.includes(org);
  const inEnv = (row: {readonly org: string; readonly env: string}) =>
    inOrg(row.org) && (scope.envs === null || scope.envs.includes(row.env));
  const memberships = topology.memberships.filter(inEnv);
  const serving = new Set(memberships.map(({org, node}) => `${org}/${node}`));
  const nodes = topology.nodes.filter(({org, name}) => inOrg(org) && (scope.envs === null || serving.has(`${org}/${name}`)));
  const envs = topology.envs.filter(({org, name}) => inEnv({org, env: name}));
  // The org that is there from the start need not be used.
  const isIdle = (org: string) =>
    org === defaultName && topology.orgs.length > 1 && ![...nodes, ...envs].some((row) => row.org === org);
  const mentioned = {
    groups: new Set(nodes.map(({org, group}) => `${org}/${group}`)),
    workspaces: new Set(envs.map(({org, workspace}) => `${org}/${workspace}`)),
  };
  const drawn = (used: ReadonlySet<string>) => (row: {readonly org: string; readonly name: string}) =>
    inOrg(row.org) && (used.has(nameKey(row)) || (scope.envs === null && row.name !== defaultName));
  return {
    ...topology,
    orgs: sortedNaturally(
      topology.orgs.filter((row) => inOrg(row.name) && !(isIdle(row.name) && scope.orgs === null)),
      (row) => [row.name],
    ),
    groups: sortedNaturally(topology.groups.filter(drawn(mentioned.groups)), (row) => [row.org, row.name]),
    workspaces: sortedNaturally(topology.workspaces.filter(drawn(mentioned.workspaces)), (row) => [row.org, row.name]),
    nodes: sortedNaturally(nodes, (row) => [row.org, row.name]),
    envs: sortedNaturally(envs, (row) => [row.org, row.name]),
    memberships: sortedNaturally(memberships, (row) => [row.org, row.env, row.node]),
    entries: sortedNaturally(topology.entries.filter(inEnv), (row) => [row.org, row.env, row.position, row.address, row.path]),
    services: sortedNaturally(topology.services.filter(inEnv), (row) => [row.org, row.env, row.name]),
    deployments: sortedNaturally(topology.deployments.filter(inEnv), (row) => [row.org, row.env, row.app]),
    instances: sortedNaturally(topology.instances.filter(inEnv), (row) => [row.org, row.env, row.app, row.role, row.ordinal]),
  };
}

/** Instances of each node, by `org/node`, and of each environment on each node, by `org/env node`. */
export function countInstances(topology: Topology): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const instance of topology.instances) {
    count(`${instance.org}/${instance.node}`);
    count(`${envKey(instance)} ${instance.node}`);
  }
  return counts;
}

function nameKey({org, name}: {readonly org: string; readonly name: string}): string {
  return `${org}/${name}`;
}
