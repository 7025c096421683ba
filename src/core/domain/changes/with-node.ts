import {withoutRecords, withRecord} from '../collections.js';
import type {Node, Topology} from '../model.js';
import {defaultName} from './with-org.js';

/** A node as it stands with nothing said but how to reach it. */
export function newNode(org: string, name: string, connect: string): Node {
  return {
    org,
    name,
    connect,
    address: defaultAddress(connect),
    group: defaultName,
    zone: null,
    capacity: {},
    labels: {},
    weight: null,
    state: 'active',
  };
}

/** Loopback for this machine: published ports stay private to it and to its balancer. */
function defaultAddress(connect: string): string {
  return /^[a-z]+:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/]+)/i.exec(connect)?.[1] ?? '127.0.0.1';
}

export function withNode(topology: Topology, node: Node): Topology {
  return withRecord(topology, 'nodes', node);
}

export function withoutNode(topology: Topology, org: string, name: string): Topology {
  const left = withoutRecords(topology, 'memberships', (membership) => membership.org === org && membership.node === name);
  return withoutRecords(left, 'nodes', (node) => node.org === org && node.name === name);
}
