import type {Balance} from '../model.js';
import {rolesOf, type ImportedApp} from './app.js';
import {remark, type Remark} from './findings.js';
import type {Lead} from './leads.js';
import type {Upstream, UpstreamServer} from './nginx/balancer.js';
import type {PlacedNodes} from './place-nodes.js';

/** How the balancer shares requests of one app. */
export interface Weighing {
  /** Null: as the recipe says. */
  readonly balance: Balance | null;
  readonly roles: Readonly<Record<string, number>>;
  readonly nodes: ReadonlyMap<string, number>;
  readonly notTaken: readonly Remark[];
}

const greatest = 256;

type Weighed = Pick<ImportedApp, 'members' | 'upstreams'>;

export function weigh(app: Weighed, placed: PlacedNodes): Weighing {
  const first = weighFirst(app, placed);
  return {...first, notTaken: [...first.notTaken, ...otherwiseShared(app.upstreams)]};
}

/** All ports of an app are shared in one way. */
function otherwiseShared([first, ...others]: readonly Upstream[]): Remark[] {
  const form = ({balance, servers}: Upstream) =>
    JSON.stringify([balance, servers.map(({host, weight, spare}) => [host, weight ?? 1, spare])]);
  return first === undefined
    ? []
    : others
        .filter((upstream) => form(upstream) !== form(first))
        .map(({place}) => remark(place, `all ports of an app are shared in one way, here that of upstream ${first.name}`));
}

/** Weights of the first upstream of the app, by role where they differ as its roles do, else by node. */
function weighFirst(app: Weighed, {nodeOf}: PlacedNodes): Weighing {
  const [upstream] = app.upstreams;
  if (!upstream) return {balance: null, roles: {}, nodes: new Map(), notTaken: []};
  const weights = fittingWeights(upstream.servers);
  const serving = upstream.servers.filter(({spare}) => spare === null);
  const spares = upstream.servers.filter(({spare}) => spare !== null);
  const equal = new Set(serving.map((server) => weights.get(server))).size <= 1;
  const balance = upstream.balance ?? (equal ? 'round-robin' : 'weighted');
  if (balance === 'ip-hash' && !equal)
    return {
      balance,
      roles: {},
      nodes: new Map(),
      notTaken: serving
        .filter(({weight}) => weight !== null)
        .map(({place}) => remark(place, 'the weight is left out: ip-hash knows none')),
    };
  const roles = equal || spares.length > 0 ? null : weightsByRole(app, serving, weights);
  if (roles) return {balance, roles, nodes: new Map(), notTaken: []};
  // A machine that serves is no spare one; nor is any where none serves.
  const busy = new Set(serving.map(nodeOf));
  const idle = spares.filter((server) => busy.size > 0 && !busy.has(nodeOf(server)));
  const byNode = weightsByNode([...(equal ? [] : serving), ...idle], weights, nodeOf);
  const left = spares.filter((server) => !idle.includes(server));
  return {
    balance,
    roles: {},
    nodes: byNode.nodes,
    notTaken: [
      ...byNode.notTaken,
      ...left.map(({place, spare}) => remark(place, `${spare} is left out: other instances on its node serve, or none would`)),
    ],
  };
}

/** Whole numbers up to 256 in the proportion of the file. */
export function fittingWeights(servers: readonly UpstreamServer[]): ReadonlyMap<UpstreamServer, number> {
  const written = servers.map(({weight}) => weight ?? 1);
  const largest = Math.max(0, ...written);
  const divisor = largest > greatest ? written.reduce(greatestCommonDivisor) : 1;
  const factor = largest / divisor > greatest ? greatest / (largest / divisor) : 1;
  return new Map(
    servers.map((server, index) => {
      const weight = written[index]! / divisor;
      return [server, server.spare !== null || weight === 0 ? 0 : Math.max(1, Math.round(weight * factor))];
    }),
  );
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a || 1 : greatestCommonDivisor(b, a % b);
}

/** Weights of the machines of an upstream that leads to no app. */
export function weighNodes({upstream: {servers, balance}}: Lead, {nodeOf}: PlacedNodes): ReadonlyMap<string, number> {
  const weights = fittingWeights(servers);
  const equal = new Set(weights.values()).size <= 1;
  return equal || balance === 'ip-hash' ? new Map() : weightsByNode(servers, weights, nodeOf).nodes;
}

/** Two weights, as many servers of each as there are instances of two roles; a server whose name has a role is of it. */
function weightsByRole(
  app: Pick<ImportedApp, 'members'>,
  servers: readonly UpstreamServer[],
  weights: ReadonlyMap<UpstreamServer, number>,
): Readonly<Record<string, number>> | null {
  const roles = Object.entries(rolesOf(app));
  const values = [...new Set(servers.map((server) => weights.get(server)!))];
  if (roles.length !== 2 || values.length !== 2) return null;
  const pairs = [values, values.toReversed()].map((order) =>
    roles.map(([role, count], index) => ({role, count, weight: order[index]!})),
  );
  const fitting = pairs.filter((pair) =>
    pair.every(({count, weight}) => servers.filter((it) => weights.get(it) === weight).length === count),
  );
  const named = fitting.find((pair) =>
    pair.some(({role, weight}) => servers.some((it) => weights.get(it) === weight && it.host.includes(role))),
  );
  const best = named ?? fitting[0];
  return best ? Object.fromEntries(best.map(({role, weight}) => [role, weight])) : null;
}

function weightsByNode(
  servers: readonly UpstreamServer[],
  weights: ReadonlyMap<UpstreamServer, number>,
  nodeOf: (server: UpstreamServer) => string,
): Pick<Weighing, 'nodes' | 'notTaken'> {
  const nodes = new Map<string, number>();
  const notTaken: Remark[] = [];
  for (const server of servers) {
    const node = nodeOf(server);
    const weight = weights.get(server)!;
    if (!nodes.has(node)) nodes.set(node, weight);
    else if (nodes.get(node) !== weight)
      notTaken.push(remark(server.place, `the weight is left out: all instances on node ${node} have one`));
  }
  return {nodes, notTaken};
}
