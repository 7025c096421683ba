import {formatMemory} from '../capacity.js';
import {groupBy, orgFlag} from '../indexes.js';
import type {Capacity, Node, Topology} from '../model.js';
import {reservedOf} from '../reserved.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const capacity: Rule = {
  codes: ['CAPACITY'],
  sentence: 'What instances reserve on a node never exceeds its capacity.',
  check({after}) {
    const limited = after.nodes.filter((node) => Object.keys(node.capacity).length > 0);
    if (limited.length === 0) return [];
    const reserved = reservedByNode(after);
    return limited.flatMap((node) => {
      const here = reserved.get(`${node.org}/${node.name}`);
      return here ? exceeding(node, here) : [];
    });
  },
};

function reservedByNode(topology: Topology): ReadonlyMap<string, readonly Capacity[]> {
  const reserve = reservedOf(topology);
  const rows = topology.instances.map((it) => ({node: `${it.org}/${it.node}`, reserve: reserve(it)}));
  return new Map([...groupBy(rows, ({node}) => node)].map(([node, its]) => [node, its.map((it) => it.reserve)]));
}

function exceeding({org, name, capacity: has}: Node, reserved: readonly Capacity[]): Violation[] {
  const kinds = [
    {field: 'cpu', title: 'cores', shown: String},
    {field: 'memoryMib', title: 'of memory', shown: formatMemory},
  ] as const;
  return kinds.flatMap(({field, title, shown}) => {
    const limit = has[field];
    const wanted = reserved.reduce((sum, it) => sum + (it[field] ?? 0), 0);
    if (limit === undefined || wanted <= limit) return [];
    return [
      {
        code: 'CAPACITY',
        severity: 'error' as const,
        subject: `node ${name}`,
        message: `Instances reserve ${shown(wanted)} ${title} on node ${name}, which has ${shown(limit)}.`,
        hint: `Let another node serve the env (muster env join ENV NODE${orgFlag(org)}), raise the capacity (muster node update ${name} --capacity …${orgFlag(org)}), or add --overcommit.`,
        details: {org, node: name, resource: field, reserved: wanted, capacity: limit},
      },
    ];
  });
}
