import {groupBy, orgFlag, rowNames} from '../indexes.js';
import {hostOf, isSameMachine} from '../machines.js';
import type {Node} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const nodeOneOrg: Rule = {
  codes: ['NODE_ONE_ORG'],
  sentence: 'A machine, known by its docker endpoint however that is spelled and reached, is one node of one org.',
  check({before, after}) {
    if (new Set(after.nodes.map(({connect}) => hostOf(connect))).size === after.nodes.length) return [];
    const hosts = groupBy(after.nodes, ({connect}) => hostOf(connect));
    const known = rowNames(before.nodes);
    const isKnown = ({org, name}: Node) => known.has(`${org}/${name}`);
    return [...hosts.values()].flatMap((nodes) => {
      if (nodes.length === 1) return [];
      // Who was there first owns the machine.
      const ordered = [...nodes.filter(isKnown), ...nodes.filter((node) => !isKnown(node))];
      return ordered.flatMap((node, index) => {
        const owner = ordered.slice(0, index).find(({connect}) => isSameMachine(connect, node.connect));
        return owner ? [twice(node, owner)] : [];
      });
    });
  },
};

function twice(node: Node, owner: Node): Violation {
  const otherwise = node.connect === owner.connect ? '' : ` (${owner.connect})`;
  return {
    code: 'NODE_ONE_ORG',
    severity: 'error',
    subject: `node ${node.name}`,
    message: `Node ${node.name} of org ${node.org} is the same machine (${node.connect}) as node ${owner.name}${otherwise}, which belongs to org ${owner.org}.`,
    hint: `Use node ${owner.name}, or free the machine first: muster node remove ${owner.name}${orgFlag(owner.org)}.`,
    details: {
      node: node.name,
      org: node.org,
      connect: node.connect,
      owner: {node: owner.name, org: owner.org, connect: owner.connect},
    },
  };
}
