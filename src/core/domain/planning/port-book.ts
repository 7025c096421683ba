import {placeOfEntry} from '../entry-place.js';
import {digestOf} from '../digest.js';
import {envKey, nodesByEnv} from '../indexes.js';
import type {Instance, Topology} from '../model.js';
import {OrgMap} from '../org-map.js';

/** Host ports are given out from this range on every node, upwards from the first of the installation, and recorded with the instance. */
export const hostPortRange = {first: 20_000, last: 29_999} as const;
const portsApart = 100;
/** What an instance has where its node has none left; a rule keeps it from the store. */
export const noPort = 0;

/** Two installations that begin apart do not meet when they place instances on one machine at the same moment. */
export function firstPortOf(installation: string): number {
  const {first, last} = hostPortRange;
  return first + ((Number.parseInt(digestOf(['ports', installation], 8), 16) * portsApart) % (last + 1 - first));
}

interface Holders {
  readonly topology: Topology;
  readonly instances: readonly Instance[];
  /** `org/node:port`. */
  readonly foreignPorts: ReadonlyMap<string, string>;
}

/** The book with the ports that instances, balancers and strangers hold. */
export function holdPorts(book: PortBook, {topology, instances, foreignPorts}: Holders): PortBook {
  for (const key of foreignPorts.keys()) {
    const [slash, colon] = [key.indexOf('/'), key.lastIndexOf(':')];
    book.hold(key.slice(0, slash), key.slice(slash + 1, colon), Number(key.slice(colon + 1)));
  }
  const nodes = nodesByEnv(topology);
  for (const entry of topology.entries) {
    const place = placeOfEntry(entry);
    if (place && isInRange(place.port)) for (const node of nodes.get(envKey(entry)) ?? []) book.hold(entry.org, node, place.port);
  }
  for (const {org, node, ports} of instances) for (const port of Object.values(ports)) book.hold(org, node, port);
  return book;
}

function isInRange(port: number): boolean {
  return port >= hostPortRange.first && port <= hostPortRange.last;
}

interface Page {
  readonly taken: Set<number>;
  /** Where the search goes on: what lies before is taken. */
  next: number;
}

/** The host ports of each node that are taken, and those that are given out. */
export class PortBook {
  readonly #pages = new OrgMap<Page>();
  readonly #first: number;

  constructor(first: number = hostPortRange.first) {
    this.#first = first;
  }

  hold(org: string, node: string, port: number): void {
    this.#pageOf(org, node).taken.add(port);
  }

  /** `noPort` where none is left. */
  take(org: string, node: string): number {
    const {first, last} = hostPortRange;
    const size = last + 1 - first;
    const page = this.#pageOf(org, node);
    for (let step = page.next; step < size; step += 1) {
      const port = first + ((this.#first - first + step) % size);
      if (page.taken.has(port)) continue;
      page.next = step + 1;
      return port;
    }
    return noPort;
  }

  #pageOf(org: string, node: string): Page {
    const known = this.#pages.get(org, node);
    if (known) return known;
    const page = {taken: new Set<number>(), next: 0};
    this.#pages.set(org, node, page);
    return page;
  }
}
