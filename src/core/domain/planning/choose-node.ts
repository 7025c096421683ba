import type {Capacity, Deployment, Instance, Node, Topology} from '../model.js';
import {envKey, groupBy} from '../indexes.js';
import {compareText} from '../names.js';
import {reservedOf} from '../reserved.js';

export interface Choice {
  readonly node: string;
  /** Why there and not elsewhere; null where there is no elsewhere. */
  readonly reason: string | null;
}

/** A node with what stands on it so far. */
interface Place {
  readonly node: Node;
  instances: number;
  cpu: number;
  memoryMib: number;
}

interface Candidate {
  readonly place: Place;
  /** How much of the work is its own: its weight, or else its cores, or else 1. */
  readonly share: number;
}

/** How many instances of the deployment whose turn it is stand on each node and in each zone. */
interface Spread {
  readonly onNode: Map<string, number>;
  readonly inZone: Map<string | null, number>;
}

/** A deployment whose instances are being placed. */
interface Turn {
  readonly deployment: Deployment;
  readonly members: readonly Candidate[];
  readonly wanted: Capacity;
}

export interface ChooserOptions {
  /** Everything that stands. */
  readonly standing: readonly Instance[];
  readonly standingOf: (deployment: Deployment) => readonly Instance[];
  /** `org/node` of nodes that do not answer. */
  readonly offline?: ReadonlySet<string> | undefined;
  /** Whether to say why: it takes longer than to choose. */
  readonly explains: boolean;
}

/** From what a node can be taken: it has room, it is active, or neither. What is placed against a rule is refused by it, with all other violations. */
const tiers = {roomy: 0, active: 1, any: 2} as const;

/** Counts what stands where, and says where the next instance goes. */
export class NodeChooser {
  /** By `org/node`. */
  readonly #places: ReadonlyMap<string, Place>;
  /** By `org/env`. */
  readonly #candidates: ReadonlyMap<string, readonly Candidate[]>;
  readonly #reserve: (instance: Pick<Instance, 'org' | 'app'>) => Capacity;
  readonly #standingOf: (deployment: Deployment) => readonly Instance[];
  readonly #offline: ReadonlySet<string>;
  readonly #explains: boolean;
  readonly #spread: Spread = {onNode: new Map(), inZone: new Map()};
  #turn: Turn | null = null;

  constructor(topology: Topology, {standing, standingOf, offline = new Set(), explains}: ChooserOptions) {
    this.#standingOf = standingOf;
    this.#offline = offline;
    this.#explains = explains;
    this.#reserve = reservedOf(topology);
    this.#places = new Map(
      topology.nodes.map((node) => [`${node.org}/${node.name}`, {node, instances: 0, cpu: 0, memoryMib: 0}]),
    );
    this.#candidates = candidatesOf(topology, this.#places);
    for (const instance of standing) {
      const place = this.#places.get(`${instance.org}/${instance.node}`);
      if (place) load(place, this.#reserve(instance));
    }
  }

  /** Deployment by deployment. Null where no node serves the environment. */
  choose(deployment: Deployment): Choice | null {
    const {members, wanted} = this.#turnOf(deployment);
    const spread = this.#spread;
    let best: Candidate | null = null;
    let tier: number = tiers.any;
    for (const each of members) {
      const own = this.#tierOf(each.place, wanted);
      if (best && (own > tier || (own === tier && compareCandidates(each, best, spread) >= 0))) continue;
      best = each;
      tier = own;
    }
    if (!best) return null;
    const pool = () => members.filter(({place}) => this.#tierOf(place, wanted) === tier);
    const reason = this.#explains && members.length > 1 ? reasonOf(deployment, {best, pool: pool(), spread}) : null;
    load(best.place, wanted);
    note(best.place, spread);
    return {node: best.place.node.name, reason};
  }

  #turnOf(deployment: Deployment): Turn {
    if (this.#turn?.deployment === deployment) return this.#turn;
    this.#spread.onNode.clear();
    this.#spread.inZone.clear();
    for (const {org, node} of this.#standingOf(deployment)) {
      const place = this.#places.get(`${org}/${node}`);
      if (place) note(place, this.#spread);
    }
    const members = this.#candidates.get(envKey(deployment)) ?? [];
    return (this.#turn = {deployment, members, wanted: this.#reserve(deployment)});
  }

  #tierOf(place: Place, wanted: Capacity): number {
    const {org, name, state} = place.node;
    if (state !== 'active' || (this.#offline.size > 0 && this.#offline.has(`${org}/${name}`))) return tiers.any;
    return fits(place, wanted) ? tiers.roomy : tiers.active;
  }
}

function load(place: Place, {cpu = 0, memoryMib = 0}: Capacity): void {
  place.instances += 1;
  place.cpu += cpu;
  place.memoryMib += memoryMib;
}

function note({node: {name, zone}}: Place, {onNode, inZone}: Spread): void {
  onNode.set(name, (onNode.get(name) ?? 0) + 1);
  inZone.set(zone, (inZone.get(zone) ?? 0) + 1);
}

function fits({node: {capacity}, cpu, memoryMib}: Place, wanted: Capacity): boolean {
  return (
    cpu + (wanted.cpu ?? 0) <= (capacity.cpu ?? Infinity) &&
    memoryMib + (wanted.memoryMib ?? 0) <= (capacity.memoryMib ?? Infinity)
  );
}

type Criterion = (candidate: Candidate, spread: Spread) => number;

/** In the order in which they decide; the least is best. */
const criteria = {
  standby: ({share}) => (share === 0 ? 1 : 0),
  inZone: ({place}, {inZone}) => inZone.get(place.node.zone) ?? 0,
  onNode: ({place}, {onNode}) => onNode.get(place.node.name) ?? 0,
  load: ({place, share}) => (place.instances + 1) / (share || 1),
} as const satisfies Readonly<Record<string, Criterion>>;

const criterionNames = Object.keys(criteria) as (keyof typeof criteria)[];
const inOrder: readonly Criterion[] = Object.values(criteria);

function compareCandidates(a: Candidate, b: Candidate, spread: Spread): number {
  for (const criterion of inOrder) {
    const difference = criterion(a, spread) - criterion(b, spread);
    if (difference !== 0) return difference;
  }
  return compareText(a.place.node.name, b.place.node.name);
}

interface Chosen {
  readonly best: Candidate;
  readonly pool: readonly Candidate[];
  readonly spread: Spread;
}

/** The criterion that told the best from the last that was still level with it. */
function reasonOf(deployment: Deployment, {best, pool, spread}: Chosen): string {
  if (pool.length === 1) return 'the only node that can take it';
  let level = pool;
  for (const name of criterionNames) {
    const least = criteria[name](best, spread);
    level = level.filter((candidate) => criteria[name](candidate, spread) === least);
    if (level.length === 1) return reasons[name](best.place.node, deployment);
  }
  return 'the first by name of those that are level';
}

const reasons: Readonly<Record<keyof typeof criteria, (node: Node, deployment: Deployment) => string>> = {
  standby: () => 'the others are on standby',
  inZone: ({zone}, {app}) => `${zone === null ? 'its zone' : `zone ${zone}`} has the fewest of ${app}`,
  onNode: (_, {app}) => `it has the fewest of ${app}`,
  load: () => 'it has the least to do for its size',
};

function candidatesOf({memberships}: Topology, places: ReadonlyMap<string, Place>): ReadonlyMap<string, readonly Candidate[]> {
  const candidates = memberships.flatMap((member) => {
    const place = places.get(`${member.org}/${member.node}`);
    if (!place) return [];
    return [{env: envKey(member), place, share: member.weight ?? place.node.weight ?? place.node.capacity.cpu ?? 1}];
  });
  return groupBy(candidates, ({env}) => env);
}
