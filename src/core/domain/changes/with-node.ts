import {withoutRecords, withRecord} from '../collections.js';
import {parseConnection} from '../connections.js';
import type {Node, Topology} from '../model.js';
import {defaultName} from './with-org.js';

/** What is said of a node: how to reach it at least. */
export type SaidOfNode = Pick<Node, 'name' | 'connect'> & Partial<Omit<Node, 'org'>>;

/** A node as it stands with nothing said but how to reach it. */
export function newNode(org: string, name: string, connect: string): Node {
  return declaredNode(org, {name, connect});
}

/** A node that was not there, as it is said. */
export function declaredNode(org: string, said: SaidOfNode): Node {
  const {name, connect} = said;
  const {address = defaultAddress(connect), group = defaultName, zone = null, weight = null, state = 'active'} = said;
  return {org, name, connect, address, group, zone, capacity: said.capacity ?? {}, labels: said.labels ?? {}, weight, state};
}

/** Loopback for this machine: published ports stay private to it and to its balancer. */
function defaultAddress(connect: string): string {
  const read = parseConnection(connect);
  return 'ok' in read && read.ok.kind !== 'local' ? read.ok.host : '127.0.0.1';
}

export function withNode(topology: Topology, node: Node): Topology {
  return withRecord(topology, 'nodes', node);
}

export function withoutNode(topology: Topology, org: string, name: string): Topology {
  const left = withoutRecords(topology, 'memberships', (membership) => membership.org === org && membership.node === name);
  return withoutRecords(left, 'nodes', (node) => node.org === org && node.name === name);
}
