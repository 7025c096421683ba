import {placeOfEntry} from '../entry-place.js';
import {envKey, groupBy, listWords, nodesByEnv} from '../indexes.js';
import {compareText, instanceName} from '../names.js';
import {noPort} from '../planning/port-book.js';
import {isNeighbour, neighbourHint} from '../neighbours.js';
import {OrgMap} from '../org-map.js';
import type {Topology} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const portTaken: Rule = {
  codes: ['PORT_TAKEN'],
  sentence: 'A host port of a node has one owner, across envs, apps and the balancer.',
  check({after, facts}) {
    const disputed = disputedPorts(after, facts.foreignPorts);
    if (disputed.size === 0) return [];
    const claims = [...instanceClaims(after), ...entryClaims(after)].filter((it) => disputed.has(portOf(it)));
    return [...groupBy(claims, portOf).values()].flatMap((group) => {
      const {org, node, port} = group[0]!;
      const foreign = facts.foreignPorts.get(`${org}/${node}:${port}`);
      return [...contested(group), ...(foreign === undefined ? [] : [heldByStranger(group[0]!, foreign)])];
    });
  },
};

interface PortOfNode {
  readonly org: string;
  readonly node: string;
  readonly port: number;
}

interface Claim extends PortOfNode {
  /** Entries of all environments share the node's balancer. */
  readonly owner: string;
  readonly what: string;
}

function portOf({org, node, port}: PortOfNode): string {
  return `${org}/${node}:${port}`;
}

/** Ports that more than one wants or that a stranger holds; in a sound fleet there are none. */
function disputedPorts(topology: Topology, foreign: ReadonlyMap<string, string>): ReadonlySet<string> {
  const disputed = new Set(foreign.keys());
  const numberOf = nodeNumbers();
  const owned = new Set<number>();
  const numbers = new Set<number>();
  for (const {org, node, ports} of topology.instances) {
    const own = numberOf(org, node) * portsOfNode;
    for (const name in ports) {
      const port = ports[name] as number;
      if (port === noPort) continue;
      if (owned.has(own + port)) disputed.add(portOf({org, node, port}));
      owned.add(own + port);
      numbers.add(port);
    }
  }
  const nodes = nodesByEnv(topology);
  for (const entry of topology.entries) {
    const place = placeOfEntry(entry);
    // The balancer hardly ever listens on a port of the range that instances get.
    if (!place || !numbers.has(place.port)) continue;
    for (const node of nodes.get(envKey(entry)) ?? []) {
      const {org} = entry;
      if (owned.has(numberOf(org, node) * portsOfNode + place.port)) disputed.add(portOf({org, node, port: place.port}));
    }
  }
  return disputed;
}

const portsOfNode = 65_536;

/** Numbers for nodes: of so many ports, keys of text would take ten times as long. */
function nodeNumbers(): (org: string, node: string) => number {
  const numbers = new OrgMap<number>();
  let next = 0;
  return (org, node) => {
    const known = numbers.get(org, node);
    if (known !== undefined) return known;
    numbers.set(org, node, next);
    return next++;
  };
}

function instanceClaims({instances}: Topology): Claim[] {
  return instances.flatMap((it) =>
    Object.values(it.ports).map((port) => {
      const what = `instance ${it.env}/${instanceName(it)}`;
      return {org: it.org, node: it.node, port, owner: what, what};
    }),
  );
}

function entryClaims(topology: Topology): Claim[] {
  const nodes = nodesByEnv(topology);
  return topology.entries.flatMap((entry) => {
    const place = placeOfEntry(entry);
    if (!place) return [];
    const {address, port} = place;
    const what = `entry ${address} of env ${entry.env}`;
    return [...(nodes.get(envKey(entry)) ?? [])].map((node) => ({org: entry.org, node, port, owner: 'balancer', what}));
  });
}

function contested(claims: readonly Claim[]): Violation[] {
  const owners = [...groupBy(claims, (it) => it.owner).values()].map((group) => group[0]!.what).sort(compareText);
  if (owners.length < 2) return [];
  const {org, node, port} = claims[0]!;
  return [
    {
      code: 'PORT_TAKEN',
      severity: 'error',
      subject: `node ${node}`,
      message: `Port ${port} of node ${node} is wanted by ${listWords(owners)}.`,
      hint: 'Give the entry another port (muster entry add HOST:PORT --env ENV), or place one of them on another node (muster env join ENV NODE).',
      details: {org, node, port, owners},
    },
  ];
}

function heldByStranger({org, node, port, what}: Claim, holder: string): Violation {
  return {
    code: 'PORT_TAKEN',
    severity: 'error',
    subject: `node ${node}`,
    message: `Port ${port} of node ${node} is wanted by ${what}, and ${holder} holds it${isNeighbour(holder) ? '' : ", which is not Muster's"}.`,
    hint: isNeighbour(holder) ? `${neighbourHint}.` : `Stop ${holder}, or choose another port.`,
    details: {org, node, port, owners: [what], holder},
  };
}
