import {placeOfEntry} from '../entry-place.js';
import {digestOf} from '../digest.js';
import {exitCodes, Failure} from '../errors.js';
import {byEnv, envKey} from '../indexes.js';
import type {Instance, Topology} from '../model.js';

/** Host ports are given out from this range on every node, upwards from the first of the installation, and recorded with the instance. */
export const hostPortRange = {first: 20_000, last: 29_999} as const;
const portsApart = 100;

/** Two installations that begin apart do not meet when they place instances on one machine at the same moment. */
export function firstPortOf(installation: string): number {
  const {first, last} = hostPortRange;
  return first + ((Number.parseInt(digestOf(['ports', installation], 8), 16) * portsApart) % (last + 1 - first));
}

export function instancePorts(instance: Instance): readonly string[] {
  return Object.values(instance.ports).map((port) => `${instance.org}/${instance.node}:${port}`);
}

/** Ports on which the balancers of the nodes of each environment listen. */
export function entryPorts({entries, memberships}: Topology): readonly string[] {
  const members = byEnv(memberships);
  return entries.flatMap((entry) => {
    const place = placeOfEntry(entry);
    return place ? (members.get(envKey(entry)) ?? []).map((member) => `${member.org}/${member.node}:${place.port}`) : [];
  });
}

/** The host ports that are taken, by `org/node:port`, and those that are given out. */
export class PortBook {
  readonly #taken: Set<string>;
  readonly #first: number;
  /** Where the search on a node goes on: what lies before is taken. */
  readonly #next = new Map<string, number>();

  constructor(taken: readonly string[], first: number = hostPortRange.first) {
    this.#taken = new Set(taken);
    this.#first = first;
  }

  take(node: string): number {
    const {first, last} = hostPortRange;
    const size = last + 1 - first;
    for (let step = this.#next.get(node) ?? 0; step < size; step += 1) {
      const port = first + ((this.#first - first + step) % size);
      if (this.#taken.has(`${node}:${port}`)) continue;
      this.#taken.add(`${node}:${port}`);
      this.#next.set(node, step + 1);
      return port;
    }
    throw new Failure({
      code: 'PORTS_EXHAUSTED',
      exit: exitCodes.violation,
      subject: `node ${node}`,
      details: {node, ...hostPortRange},
      message: `No host port is left on node ${node} between ${hostPortRange.first} and ${hostPortRange.last}.`,
      hint: 'Add a node to the environment: muster env join ENV NODE',
    });
  }
}
