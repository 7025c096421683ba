import {endpointOf, parseConnection} from '../connections.js';
import {groupBy, orgFlag, rowNames} from '../indexes.js';
import type {Rule} from './rule.js';

export const nodeOneOrg: Rule = {
  codes: ['NODE_ONE_ORG'],
  sentence: 'A machine, known by its docker endpoint, is one node of one org.',
  check({before, after}) {
    if (new Set(after.nodes.map(({connect}) => machineOf(connect))).size === after.nodes.length) return [];
    const machines = groupBy(after.nodes, (node) => machineOf(node.connect));
    const known = rowNames(before.nodes);
    return [...machines.values()].flatMap((nodes) => {
      if (nodes.length === 1) return [];
      const owner = nodes.find((node) => known.has(`${node.org}/${node.name}`)) ?? nodes[0]!;
      return nodes
        .filter((node) => node !== owner)
        .map((node) => ({
          code: 'NODE_ONE_ORG',
          severity: 'error',
          subject: `node ${node.name}`,
          message: `Node ${node.name} of org ${node.org} is the same machine (${node.connect}) as node ${owner.name}, which belongs to org ${owner.org}.`,
          hint: `Use node ${owner.name}, or free the machine first: muster node remove ${owner.name}${orgFlag(owner.org)}.`,
          details: {
            node: node.name,
            org: node.org,
            connect: node.connect,
            owner: {node: owner.name, org: owner.org, connect: owner.connect},
          },
        }));
    });
  },
};

/** `ssh://root@Host` and `ssh://ops@host:22` are one machine. */
function machineOf(connect: string): string {
  const read = parseConnection(connect);
  return 'ok' in read ? endpointOf(read.ok) : connect.trim().toLowerCase();
}
