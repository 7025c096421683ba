import type {Capacity, Deployment, Instance, Membership, Node, Topology} from '../model.js';
import {envKey, groupBy} from '../indexes.js';
import {compareText, deploymentName} from '../names.js';
import {reservedOf} from '../reserved.js';

export interface Choice {
  readonly node: string;
  /** Why there and not elsewhere; null where there is no elsewhere. */
  readonly reason: string | null;
}

interface Candidate {
  readonly node: Node;
  /** How much of the work is its own: its weight, or else its cores, or else 1. */
  readonly share: number;
}

/** Counts what stands where, and says where the next instance goes. */
export class NodeChooser {
  readonly #members: ReadonlyMap<string, readonly Candidate[]>;
  readonly #reserve: (instance: Pick<Instance, 'org' | 'app'>) => Capacity;
  /** Instances by `org/node`, by deployment and node, and by deployment and zone. */
  readonly #counts = new Map<string, number>();
  readonly #reserved = new Map<string, {cpu: number; memoryMib: number}>();

  readonly #offline: ReadonlySet<string>;

  constructor(topology: Topology, standing: readonly Instance[], offline: ReadonlySet<string> = new Set()) {
    this.#offline = offline;
    this.#reserve = reservedOf(topology);
    this.#members = candidates(topology);
    const zones = new Map(topology.nodes.map((node) => [`${node.org}/${node.name}`, node.zone]));
    for (const instance of standing) this.add(instance, zones.get(`${instance.org}/${instance.node}`) ?? null);
  }

  /** Null where no node serves the environment. */
  choose(deployment: Deployment): Choice | null {
    const members = this.#members.get(envKey(deployment)) ?? [];
    const active = members.filter(({node}) => node.state === 'active' && !this.#offline.has(`${node.org}/${node.name}`));
    const roomy = active.filter(({node}) => this.#fits(node, deployment));
    // What is placed against a rule is refused by it, with all other violations.
    const [pool = []] = [roomy, active, members].filter((some) => some.length > 0);
    const ranked = pool.map((candidate) => ({candidate, rank: this.#rank(candidate, deployment)}));
    let [best] = ranked;
    for (const each of ranked) if (best && compareRanks(each.rank, best.rank) < 0) best = each;
    if (!best) return null;
    const {node} = best.candidate;
    this.add({...deployment, node: node.name}, node.zone);
    const others = ranked.filter((each) => each !== best).map(({rank}) => rank);
    return {node: node.name, reason: reasonOf({node, deployment, pool: pool.length, members: members.length}, best.rank, others)};
  }

  add(instance: Pick<Instance, 'org' | 'env' | 'app' | 'node'>, zone: string | null): void {
    const place = `${instance.org}/${instance.node}`;
    const deployment = deploymentName(instance);
    for (const key of [place, `${deployment} on ${place}`, `${deployment} in ${zone}`])
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    const {cpu = 0, memoryMib = 0} = this.#reserve(instance);
    const sum = this.#reserved.get(place) ?? {cpu: 0, memoryMib: 0};
    this.#reserved.set(place, {cpu: sum.cpu + cpu, memoryMib: sum.memoryMib + memoryMib});
  }

  #rank({node, share}: Candidate, deployment: Deployment): Rank {
    const place = `${node.org}/${node.name}`;
    const name = deploymentName(deployment);
    return {
      standby: share === 0 ? 1 : 0,
      inZone: this.#counts.get(`${name} in ${node.zone}`) ?? 0,
      onNode: this.#counts.get(`${name} on ${place}`) ?? 0,
      load: ((this.#counts.get(place) ?? 0) + 1) / (share || 1),
      name: node.name,
    };
  }

  #fits(node: Node, deployment: Deployment): boolean {
    const wanted = this.#reserve(deployment);
    const taken = this.#reserved.get(`${node.org}/${node.name}`) ?? {cpu: 0, memoryMib: 0};
    const {cpu = Infinity, memoryMib = Infinity} = node.capacity;
    return taken.cpu + (wanted.cpu ?? 0) <= cpu && taken.memoryMib + (wanted.memoryMib ?? 0) <= memoryMib;
  }
}

/** In the order in which they decide. */
interface Rank {
  readonly standby: number;
  readonly inZone: number;
  readonly onNode: number;
  readonly load: number;
  readonly name: string;
}

const criteria = ['standby', 'inZone', 'onNode', 'load'] as const;

function compareRanks(a: Rank, b: Rank): number {
  for (const criterion of criteria) if (a[criterion] !== b[criterion]) return a[criterion] - b[criterion];
  return compareText(a.name, b.name);
}

interface Chosen {
  readonly node: Node;
  readonly deployment: Deployment;
  readonly pool: number;
  readonly members: number;
}

/** The criterion that told the best from the last that was still level with it. */
function reasonOf({node, deployment, pool, members}: Chosen, best: Rank, others: readonly Rank[]): string | null {
  if (members === 1) return null;
  if (pool === 1) return 'the only node that can take it';
  let level = others;
  for (const criterion of criteria) {
    const next = level.filter((rank) => rank[criterion] === best[criterion]);
    if (next.length === 0) return reasons[criterion](node, deployment);
    level = next;
  }
  return 'the first by name of those that are level';
}

const reasons: Readonly<Record<(typeof criteria)[number], (node: Node, deployment: Deployment) => string>> = {
  standby: () => 'the others are on standby',
  inZone: ({zone}, {app}) => `${zone === null ? 'its zone' : `zone ${zone}`} has the fewest of ${app}`,
  onNode: (_, {app}) => `it has the fewest of ${app}`,
  load: () => 'it has the least to do for its size',
};

function candidates({memberships, nodes}: Topology): ReadonlyMap<string, readonly Candidate[]> {
  const known = new Map(nodes.map((node) => [`${node.org}/${node.name}`, node]));
  const candidateOf = (member: Membership): Candidate[] => {
    const node = known.get(`${member.org}/${member.node}`);
    return node ? [{node, share: member.weight ?? node.weight ?? node.capacity.cpu ?? 1}] : [];
  };
  return new Map([...groupBy(memberships, envKey)].map(([env, members]) => [env, members.flatMap(candidateOf)]));
}
