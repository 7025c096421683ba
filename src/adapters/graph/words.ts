import {formatMemory} from '../../core/domain/capacity.js';
import type {Graph, GraphGroup, PoolVertex, VertexOf} from '../../core/domain/graph/graph.js';
import type {Capacity} from '../../core/domain/model.js';

/** What all formats say in the same words. */

export function counted(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  return `${count} ${noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

/** An address as people type it: port 80 goes without saying. */
export function addressText(address: string): string {
  return /[^:]:80$/.test(address) ? address.slice(0, -3) : address;
}

/** `8 cores · 32 GiB`; nothing where nothing is said. */
export function capacityText({cpu, memoryMib}: Capacity): string {
  const memory = memoryMib === undefined ? [] : [formatMemory(memoryMib).replace(/(?=[MGT]iB$)/, ' ')];
  return [...(cpu === undefined ? [] : [counted(cpu, 'core')]), ...memory].join(' · ');
}

/** Sums may be of a size that no one would type. */
export function sumText({cpu, memoryMib}: Capacity): string {
  const memory =
    memoryMib === undefined
      ? []
      : [
          memoryMib >= 1024 * 1024
            ? `${Math.round((memoryMib / 1024 / 1024) * 10) / 10} TiB`
            : `${Math.round(memoryMib / 1024)} GiB`,
        ];
  return [...(cpu === undefined ? [] : [counted(Math.round(cpu), 'core')]), ...memory].join(' · ');
}

/** `1 master · 2 slaves`. */
export function rolesText(roles: Readonly<Record<string, number>>): string {
  const said = Object.entries(roles)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, count]) => count > 0)
    .map(([role, count]) => counted(count, role));
  return said.length === 0 ? 'no instances' : said.join(' · ');
}

export function labelTexts(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`));
}

export function serviceText({product, node}: VertexOf<'service'>): string {
  return node === null ? `${product}, external` : `${product} on ${node}`;
}

/** `2 cordoned · 1 drained`; nothing where all nodes are active. */
export function statesText({states}: PoolVertex): string {
  return (['cordoned', 'drained'] as const)
    .filter((state) => states[state] > 0)
    .map((state) => `${states[state]} ${state}`)
    .join(' · ');
}

export function groupText({kind, name, cluster}: GraphGroup): string {
  return `${kind} ${name}${cluster === null ? '' : ` · cluster ${cluster}`}`;
}

export function titleText({groups, counts}: Graph): string {
  const orgs = groups.filter((group) => group.kind === 'org');
  return orgs.length === 1 ? `Topology of ${orgs[0]?.name}` : `Topology of ${counted(counts.orgs, 'org')}`;
}

export function countsText({counts}: Graph): string {
  return [
    counted(counts.nodes, 'node'),
    counted(counts.envs, 'env'),
    counted(counts.entries, 'entry'),
    counted(counts.apps, 'app'),
    counted(counts.instances, 'instance'),
  ].join(' · ');
}
