import {expectEnv, expectNode, expectOrg} from '../domain/expect.js';
import {groupBy, sortedUnique} from '../domain/indexes.js';
import type {Node, Topology} from '../domain/model.js';
import {compareText, instanceName} from '../domain/names.js';
import type {Ports} from '../ports/index.js';

export interface NodeSummary extends Node {
  readonly envs: readonly string[];
  /** Number of instances that stand on it. */
  readonly instances: number;
}

export interface NodeDetails extends Node {
  readonly envs: readonly {readonly env: string; readonly weight: number | null}[];
  readonly instances: readonly {
    readonly env: string;
    readonly name: string;
    readonly role: string;
    readonly ports: Readonly<Record<string, number>>;
  }[];
  readonly services: readonly {readonly env: string; readonly name: string; readonly kind: string}[];
}

export async function listNodes(
  ports: Ports,
  {org, env}: {readonly org: string; readonly env: string | null},
): Promise<readonly NodeSummary[]> {
  const topology = await (await ports.store()).readTopology(['orgs', 'nodes', 'envs', 'memberships', 'instances']);
  expectOrg(topology, org);
  if (env !== null) expectEnv(topology, org, env);
  const members = groupBy(
    topology.memberships.filter((row) => row.org === org),
    (row) => row.node,
  );
  const instances = groupBy(
    topology.instances.filter((row) => row.org === org),
    (row) => row.node,
  );
  return topology.nodes
    .filter((node) => node.org === org && (env === null || members.get(node.name)?.some((member) => member.env === env)))
    .sort((a, b) => compareText(a.name, b.name))
    .map((node) => ({
      ...node,
      envs: sortedUnique((members.get(node.name) ?? []).map((member) => member.env)),
      instances: instances.get(node.name)?.length ?? 0,
    }));
}

export async function showNode(ports: Ports, {org, name}: {readonly org: string; readonly name: string}): Promise<NodeDetails> {
  const topology = await (await ports.store()).readTopology(['orgs', 'nodes', 'memberships', 'instances', 'services']);
  return nodeDetails(topology, expectNode(topology, org, name));
}

function nodeDetails(topology: Topology, node: Node): NodeDetails {
  const here = (row: {readonly org: string; readonly node: string}) => row.org === node.org && row.node === node.name;
  return {
    ...node,
    envs: topology.memberships
      .filter(here)
      .map(({env, weight}) => ({env, weight}))
      .sort((a, b) => compareText(a.env, b.env)),
    instances: topology.instances
      .filter(here)
      .map((instance) => ({env: instance.env, name: instanceName(instance), role: instance.role, ports: instance.ports})),
    services: topology.services
      .filter((service) => service.org === node.org && service.managed?.node === node.name)
      .map(({env, name, kind}) => ({env, name, kind})),
  };
}
