import type {Capacity, Deployment, Instance, Membership, Node, Topology} from '../model.js';
import {byEnv, envKey} from '../indexes.js';
import {compareText} from '../names.js';
import {OrgMap} from '../org-map.js';
import {reservedOf} from '../reserved.js';

export interface Choice {
  readonly node: string;
  /** Why there and not elsewhere; null where there is no elsewhere. */
  readonly reason: string | null;
}

/** A zone of an organization, with the number of instances of the deployment whose turn it is. */
interface Zone {
  own: number;
}

/** A node with what stands on it so far. */
interface Place {
  readonly node: Node;
  readonly zone: Zone;
  instances: number;
  cpu: number;
  memoryMib: number;
  /** Instances of the deployment whose turn it is. */
  own: number;
}

interface Candidate {
  readonly place: Place;
  /** How much of the work is its own: its weight, or else its cores, or else 1. */
  readonly share: number;
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
  readonly #places: OrgMap<Place>;
  /** By `org/env`. */
  readonly #candidates: ReadonlyMap<string, readonly Candidate[]>;
  readonly #reserve: (instance: Pick<Instance, 'org' | 'app'>) => Capacity;
  readonly #standingOf: (deployment: Deployment) => readonly Instance[];
  readonly #offline: ReadonlySet<string>;
  readonly #explains: boolean;
  /** Where the deployment whose turn it is has instances. */
  #noted: Place[] = [];
  #turn: Turn | null = null;

  constructor(topology: Topology, {standing, standingOf, offline = new Set(), explains}: ChooserOptions) {
    this.#standingOf = standingOf;
    this.#offline = offline;
    this.#explains = explains;
    this.#reserve = reservedOf(topology);
    this.#places = placesOf(topology);
    this.#candidates = candidatesOf(topology, this.#places);
    for (const instance of standing) {
      const place = this.#places.get(instance.org, instance.node);
      if (place) load(place, this.#reserve(instance));
    }
  }

  /** Deployment by deployment. Null where no node serves the environment. */
  choose(deployment: Deployment): Choice | null {
    const {members, wanted} = this.#turnOf(deployment);
    let best: Candidate | null = null;
    let tier: number = tiers.any;
    for (const each of members) {
      const own = this.#tierOf(each.place, wanted);
      if (best && (own > tier || (own === tier && compareCandidates(each, best) >= 0))) continue;
      best = each;
      tier = own;
    }
    if (!best) return null;
    const pool = () => members.filter(({place}) => this.#tierOf(place, wanted) === tier);
    const reason = this.#explains && members.length > 1 ? reasonOf(deployment, {best, pool: pool()}) : null;
    load(best.place, wanted);
    this.#note(best.place);
    return {node: best.place.node.name, reason};
  }

  #turnOf(deployment: Deployment): Turn {
    if (this.#turn?.deployment === deployment) return this.#turn;
    for (const place of this.#noted) place.own = place.zone.own = 0;
    this.#noted = [];
    for (const {org, node} of this.#standingOf(deployment)) {
      const place = this.#places.get(org, node);
      if (place) this.#note(place);
    }
    const members = this.#candidates.get(envKey(deployment)) ?? [];
    return (this.#turn = {deployment, members, wanted: this.#reserve(deployment)});
  }

  #note(place: Place): void {
    place.own += 1;
    place.zone.own += 1;
    this.#noted.push(place);
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

function fits({node: {capacity}, cpu, memoryMib}: Place, wanted: Capacity): boolean {
  return (
    cpu + (wanted.cpu ?? 0) <= (capacity.cpu ?? Infinity) &&
    memoryMib + (wanted.memoryMib ?? 0) <= (capacity.memoryMib ?? Infinity)
  );
}

/** In the order in which they decide; the least is best. */
const criteria = {
  standby: ({share}) => (share === 0 ? 1 : 0),
  inZone: ({place}) => place.zone.own,
  onNode: ({place}) => place.own,
  load: ({place, share}) => (place.instances + 1) / (share || 1),
} as const satisfies Readonly<Record<string, (candidate: Candidate) => number>>;

const criterionNames = Object.keys(criteria) as (keyof typeof criteria)[];

function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    criteria.standby(a) - criteria.standby(b) ||
    criteria.inZone(a) - criteria.inZone(b) ||
    criteria.onNode(a) - criteria.onNode(b) ||
    criteria.load(a) - criteria.load(b) ||
    compareText(a.place.node.name, b.place.node.name)
  );
}

interface Chosen {
  readonly best: Candidate;
  readonly pool: readonly Candidate[];
}

/** The criterion that told the best from the last that was still level with it. */
function reasonOf(deployment: Deployment, {best, pool}: Chosen): string {
  if (pool.length === 1) return 'the only node that can take it';
  let level = pool;
  for (const name of criterionNames) {
    const least = criteria[name](best);
    level = level.filter((candidate) => criteria[name](candidate) === least);
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

function placesOf({nodes}: Topology): OrgMap<Place> {
  const places = new OrgMap<Place>();
  const zones = new OrgMap<Zone>();
  for (const node of nodes) {
    const name = node.zone ?? '';
    const zone = zones.get(node.org, name) ?? {own: 0};
    zones.set(node.org, name, zone);
    places.set(node.org, node.name, {node, zone, instances: 0, cpu: 0, memoryMib: 0, own: 0});
  }
  return places;
}

function candidatesOf({memberships}: Topology, places: OrgMap<Place>): ReadonlyMap<string, readonly Candidate[]> {
  const toCandidate = ({org, node, weight}: Membership): readonly Candidate[] => {
    const place = places.get(org, node);
    return place ? [{place, share: weight ?? place.node.weight ?? place.node.capacity.cpu ?? 1}] : [];
  };
  return new Map([...byEnv(memberships)].map(([env, members]) => [env, members.flatMap(toCandidate)]));
}
