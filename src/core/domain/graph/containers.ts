import type {Topology} from '../model.js';
import type {GraphGroup} from './graph.js';

/** The orgs, workspaces, groups and zones of a topology in scope, as what other things stand in. */
export function containersOf(topology: Topology, {zones}: {readonly zones: boolean}): readonly GraphGroup[] {
  const {nodes, envs} = topology;
  const several = topology.clusters.length > 1;
  const clusterOf = (row: {readonly cluster: string | null} | undefined) => (several ? (row?.cluster ?? null) : null);
  const workspaces = new Map(topology.workspaces.map((row) => [`${row.org}/${row.name}`, row]));
  const groups = new Map(topology.groups.map((row) => [`${row.org}/${row.name}`, row]));
  const found = new Map<string, GraphGroup>();
  const add = (group: GraphGroup) => found.has(group.id) || found.set(group.id, group);
  const addOrg = (name: string) => add({id: orgId(name), kind: 'org', name, cluster: null, parent: null});
  for (const {name} of topology.orgs) addOrg(name);
  for (const {org, name} of [...topology.workspaces, ...envs.map((env) => ({org: env.org, name: env.workspace}))]) {
    addOrg(org);
    const cluster = clusterOf(workspaces.get(`${org}/${name}`));
    add({id: workspaceId(org, name), kind: 'workspace', name, cluster, parent: orgId(org)});
  }
  for (const {org, name} of [...topology.groups, ...nodes.map((node) => ({org: node.org, name: node.group}))]) {
    addOrg(org);
    const cluster = clusterOf(groups.get(`${org}/${name}`));
    add({id: groupId(org, name), kind: 'group', name, cluster, parent: orgId(org)});
  }
  for (const {org, group, zone} of zones ? nodes : [])
    if (zone !== null) add({id: zoneId(org, group, zone), kind: 'zone', name: zone, cluster: null, parent: groupId(org, group)});
  return [...found.values()];
}

export const orgId = (org: string) => `org/${org}`;
export const workspaceId = (org: string, name: string) => `workspace/${org}/${name}`;
export const groupId = (org: string, name: string) => `group/${org}/${name}`;
export const zoneId = (org: string, group: string, zone: string) => `zone/${org}/${group}/${zone}`;
export const envId = (org: string, env: string) => `env/${org}/${env}`;
export const nodeId = (org: string, node: string) => `node/${org}/${node}`;
export const appId = (org: string, env: string, app: string) => `app/${org}/${env}/${app}`;
