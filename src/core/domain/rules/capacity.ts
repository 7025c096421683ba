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
    const reserved = reservedByNode(after);
    if (reserved.size === 0) return [];
    return after.nodes.flatMap((node) => {
      const here = reserved.get(`${node.org}/${node.name}`);
      return here ? exceeding(node, here) : [];
    });
  },
};

/** What is reserved on each node where anything is. */
function reservedByNode(topology: Topology): ReadonlyMap<string, readonly Capacity[]> {
  const reserve = reservedOf(topology);
  const reserving = topology.instances.flatMap((it) => {
    const reserved = reserve(it);
    return isNothing(reserved) ? [] : [{node: `${it.org}/${it.node}`, reserved}];
  });
  return new Map([...groupBy(reserving, ({node}) => node)].map(([node, its]) => [node, its.map((it) => it.reserved)]));
}

function isNothing({cpu, memoryMib}: Capacity): boolean {
  return cpu === undefined && memoryMib === undefined;
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
