import {exitCodes, Failure} from '../domain/errors.js';
import {expectNode, expectOrg} from '../domain/expect.js';
import {orgFlag} from '../domain/indexes.js';
import type {Node} from '../domain/model.js';
import {planProxy, proxyDigest} from '../domain/planning/plan-proxies.js';
import type {ProxyModel, ProxyServerState} from '../domain/proxy.js';
import {everything, sightIn} from '../domain/sight.js';
import type {Ports} from '../ports/index.js';
import {expectOwn} from './expect-own.js';

export interface ProxyTarget {
  readonly org: string;
  /** Null: every node with a balancer that the cluster looks after; of all clusters with `all`. */
  readonly node: string | null;
  readonly all?: boolean;
}

export interface ShownProxy {
  readonly node: string;
  readonly model: ProxyModel;
  /** The configuration as it should be. */
  readonly configuration: string;
  /** Null: no balancer answers on the node, for `reason`. */
  readonly current: boolean | null;
  readonly reason: string | null;
}

/** Desired configurations, and whether the running ones are the same. */
export async function showProxies(ports: Ports, target: ProxyTarget): Promise<readonly ShownProxy[]> {
  const [proxy, installation, desired] = await Promise.all([ports.proxy(), ports.founder(), desiredProxies(ports, target)]);
  return Promise.all(
    desired.map(async ({node, model}) => {
      const state = await proxy.readState(node, installation).catch(reasonOf);
      const current = 'reason' in state ? null : state.digest === proxyDigest(model);
      const reason = 'reason' in state ? state.reason : null;
      return {node: node.name, model, configuration: proxy.render(model), current, reason};
    }),
  );
}

export interface ProxyReport {
  readonly node: string;
  /** Null, as is `current`: the node does not answer. */
  readonly running: boolean | null;
  readonly reason: string | null;
  readonly current: boolean | null;
  readonly servers: readonly ProxyServerState[];
}

/** What the balancers say of their servers. */
export async function readProxies(ports: Ports, target: ProxyTarget): Promise<readonly ProxyReport[]> {
  const [proxy, installation, desired] = await Promise.all([ports.proxy(), ports.founder(), desiredProxies(ports, target)]);
  return Promise.all(
    desired.map(async ({node, model}): Promise<ProxyReport> => {
      const state = await proxy.readState(node, installation).catch(reasonOf);
      if ('reason' in state) {
        const known = state.unseen ? null : false;
        return {node: node.name, running: known, reason: state.reason, current: known, servers: []};
      }
      const {digest, servers} = state;
      return {node: node.name, running: true, reason: null, current: digest === proxyDigest(model), servers};
    }),
  );
}

/** Has the balancers read their configuration again; no connection is dropped. */
export async function reloadProxies(
  ports: Ports,
  target: ProxyTarget,
  {dryRun}: {readonly dryRun: boolean},
): Promise<readonly {readonly node: string}[]> {
  const [proxy, installation, desired] = await Promise.all([ports.proxy(), ports.founder(), desiredProxies(ports, target)]);
  await expectOwn(
    ports,
    desired.map(({node}) => ({kind: 'node', org: node.org, name: node.name})),
  );
  for (const {node} of desired) if (!dryRun) await proxy.reload(node, installation);
  return desired.map(({node}) => ({node: node.name}));
}

async function desiredProxies(
  ports: Ports,
  {org, node, all = false}: ProxyTarget,
): Promise<readonly {readonly node: Node; readonly model: ProxyModel}[]> {
  const [store, identity] = await Promise.all([ports.store(), ports.identity()]);
  const topology = await store.readTopology();
  expectOrg(topology, org);
  const sight = all ? everything : sightIn(topology, identity);
  const nodes =
    node === null
      ? topology.nodes.filter((candidate) => candidate.org === org && sight.seesNode(org, candidate.name))
      : [expectNode(topology, org, node)];
  const found = nodes.flatMap((candidate) => {
    const model = planProxy(topology, candidate);
    return model ? [{node: candidate, model}] : [];
  });
  if (node !== null && found.length === 0) {
    throw new Failure({
      code: 'NO_BALANCER',
      exit: exitCodes.notFound,
      subject: `node ${node}`,
      details: {org, node},
      message: `Node ${node} has no balancer: no entry of its envs leads to an app.`,
      hint: `muster entry add ADDRESS --env ENV${orgFlag(org)}`,
    });
  }
  return found;
}

/** A node that does not answer says nothing of its balancer. */
function reasonOf(error: unknown): {readonly reason: string; readonly unseen: boolean} {
  if (!(error instanceof Failure)) throw error;
  return {reason: error.message, unseen: error.code !== 'PROXY_UNREACHABLE'};
}
