import {formatMemory} from '../capacity.js';
import {groupBy, orgFlag} from '../indexes.js';
import type {Capacity, Node, Topology} from '../model.js';
import {reservedOf} from '../reserved.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const capacity: Rule = {
  codes: ['CAPACITY'],
  sentence: 'What instances reserve on a node never exceeds its capacity; what --overcommit allowed before is told as a warning.',
  check({before, after}) {
    const excesses = excessesOf(after);
    if (excesses.length === 0) return [];
    const old = new Map(excessesOf(before).map((it) => [keyOf(it), it]));
    return excesses.map((it) => {
      const had = old.get(keyOf(it));
      const standing = had !== undefined && had.reserved >= it.reserved && had.limit <= it.limit;
      return violation(it, standing ? 'warning' : 'error');
    });
  },
};

interface Excess {
  readonly node: Node;
  readonly resource: 'cpu' | 'memoryMib';
  readonly reserved: number;
  readonly limit: number;
}

function keyOf({node: {org, name}, resource}: Excess): string {
  return `${org}/${name} ${resource}`;
}

function excessesOf(topology: Topology): Excess[] {
  const reserved = reservedByNode(topology);
  if (reserved.size === 0) return [];
  return topology.nodes.flatMap((node) => {
    const here = reserved.get(`${node.org}/${node.name}`);
    return here ? exceeding(node, here) : [];
  });
}

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

function exceeding(node: Node, reserves: readonly Capacity[]): Excess[] {
  return (['cpu', 'memoryMib'] as const).flatMap((resource) => {
    const limit = node.capacity[resource];
    const reserved = reserves.reduce((sum, it) => sum + (it[resource] ?? 0), 0);
    return limit === undefined || reserved <= limit ? [] : [{node, resource, reserved, limit}];
  });
}

const shown = {
  cpu: (cores: number) => ({amount: String(cores), title: 'cores'}),
  memoryMib: (mib: number) => ({amount: formatMemory(mib), title: 'of memory'}),
};

function violation({node: {org, name}, resource, reserved, limit}: Excess, severity: Violation['severity']): Violation {
  const {amount, title} = shown[resource](reserved);
  return {
    code: 'CAPACITY',
    severity,
    subject: `node ${name}`,
    message: `Instances reserve ${amount} ${title} on node ${name}, which has ${shown[resource](limit).amount}.`,
    hint: `Let another node serve the env (muster env join ENV NODE${orgFlag(org)}), raise the capacity (muster node update ${name} --capacity ${resource === 'cpu' ? `cpu=${Math.ceil(reserved)}` : `memory=${formatMemory(reserved)}`}${orgFlag(org)}), or add --overcommit.`,
    details: {org, node: name, resource, reserved, capacity: limit},
  };
}
