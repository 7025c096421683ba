import {envKey, groupBy} from '../indexes.js';
import type {Entry, Instance, Topology} from '../model.js';
import {instanceName} from '../names.js';
import {appId, containersOf, envId, groupId, nodeId, workspaceId, zoneId} from './containers.js';
import type {EntryVertex, Graph, GraphEdge, GraphNode} from './graph.js';
import {countInstances} from './scope.js';

/** Everything one by one. Expects a topology within its scope. */
export function fullGraph(topology: Topology): Omit<Graph, 'counts'> {
  const groups = containersOf(topology, {zones: true});
  const standing = [...envVertices(topology), ...machineVertices(topology)];
  const grounds = new Set([...groups, ...standing].map(({id}) => id));
  const nodes = [...standing, ...instanceVertices(topology)].filter(({parent}) => parent !== null && grounds.has(parent));
  const known = new Set(nodes.map(({id}) => id));
  const edges = [...leadsEdges(topology, known), ...servedEdges(topology), ...runsEdges(topology)];
  return {detail: 'full', groups, nodes, edges: edges.filter(({from, to}) => known.has(from) && known.has(to)), unlistedEnvs: 0};
}

/** Each environment after its entries and before what is in it. */
function envVertices(topology: Topology): readonly GraphNode[] {
  const [entries, deployments, services, memberships, instances] = [
    groupBy(topology.entries, envKey),
    groupBy(topology.deployments, envKey),
    groupBy(topology.services, envKey),
    groupBy(topology.memberships, envKey),
    groupBy(topology.instances, envKey),
  ];
  return topology.envs.flatMap(({org, name: env, workspace, labels}, position): readonly GraphNode[] => {
    const key = envKey({org, env});
    const parent = envId(org, env);
    return [
      ...entryVertices(entries.get(key) ?? [], workspaceId(org, workspace)),
      {
        kind: 'env',
        id: parent,
        name: env,
        parent: workspaceId(org, workspace),
        labels,
        position,
        nodes: memberships.get(key)?.length ?? 0,
        instances: instances.get(key)?.length ?? 0,
        folded: null,
      },
      ...(deployments.get(key) ?? []).map(({app, version, roles, balance, state}) => ({
        kind: 'app' as const,
        id: appId(org, env, app),
        name: app,
        parent,
        env,
        version,
        roles,
        balance,
        state,
      })),
      ...(services.get(key) ?? []).map(({name, kind, managed}) => ({
        kind: 'service' as const,
        id: `service/${key}/${name}`,
        name,
        parent,
        env,
        product: kind,
        node: managed?.node ?? null,
      })),
    ];
  });
}

function entryVertices(entries: readonly Entry[], parent: string): readonly EntryVertex[] {
  const primary = entries.find((entry) => !entry.backup)?.address;
  return [...groupBy(entries, (entry) => entry.address)].map(([address, routes]) => ({
    kind: 'entry',
    id: entryId(routes[0] as Entry),
    name: address,
    parent,
    env: (routes[0] as Entry).env,
    backup: routes.every((route) => route.backup),
    primary: address === primary,
    routes: routes.map(({path, app}) => ({path, app})),
  }));
}

function entryId({org, env, address}: Entry): string {
  return `entry/${org}/${env}/${address}`;
}

function machineVertices({nodes}: Topology): readonly GraphNode[] {
  return nodes.map(({org, ...node}) => ({
    kind: 'node',
    id: nodeId(org, node.name),
    parent: node.zone === null ? groupId(org, node.group) : zoneId(org, node.group, node.zone),
    ...node,
  }));
}

function instanceVertices({instances}: Topology): readonly GraphNode[] {
  return instances.map((instance) => ({
    kind: 'instance',
    id: instanceId(instance),
    name: instanceName(instance),
    parent: nodeId(instance.org, instance.node),
    env: instance.env,
    app: instance.app,
    role: instance.role,
    ordinal: instance.ordinal,
    ports: instance.ports,
  }));
}

function instanceId(instance: Instance): string {
  return `instance/${envKey(instance)}/${instanceName(instance)}`;
}

/** An entry that does not say its app leads to the environment: to the only app that it has, or to none yet. */
function leadsEdges({entries}: Topology, known: ReadonlySet<string>): readonly GraphEdge[] {
  return entries.map((entry) => {
    const app = entry.app === null ? null : appId(entry.org, entry.env, entry.app);
    const to = app !== null && known.has(app) ? app : envId(entry.org, entry.env);
    return {kind: 'leads', from: entryId(entry), to, path: entry.path};
  });
}

function servedEdges(topology: Topology): readonly GraphEdge[] {
  const instances = countInstances(topology);
  return topology.memberships.map((member) => ({
    kind: 'served',
    from: envId(member.org, member.env),
    to: nodeId(member.org, member.node),
    weight: member.weight,
    nodes: 1,
    instances: instances.get(`${envKey(member)} ${member.node}`) ?? 0,
  }));
}

function runsEdges({instances}: Topology): readonly GraphEdge[] {
  return instances.map((instance) => ({
    kind: 'runs',
    from: appId(instance.org, instance.env, instance.app),
    to: instanceId(instance),
  }));
}
