import type {Observation} from '../domain/container.js';
import {Failure} from '../domain/errors.js';
import type {Node} from '../domain/model.js';
import {inOrder} from '../domain/observation-order.js';
import type {Ports} from '../ports/index.js';
import {mapBounded} from './bounded.js';

/** Each may take a connection and its handshake. */
const nodesAtOnce = 32;

/** Everything that runs on the nodes and bears our label; nodes that do not answer are listed, never an error. */
export async function observeCluster(ports: Ports, nodes: readonly Node[]): Promise<Observation> {
  const parts = await mapBounded(nodes, nodesAtOnce, (node) => observeNode(ports, node));
  return inOrder({
    containers: parts.flatMap((part) => part.containers),
    proxies: parts.flatMap((part) => part.proxies),
    networks: parts.flatMap((part) => part.networks),
    unreachable: parts.flatMap((part) => part.unreachable),
  });
}

async function observeNode(ports: Ports, node: Node): Promise<Observation> {
  const nothing = {containers: [], proxies: [], networks: [], unreachable: []};
  try {
    const [engine, installation] = await Promise.all([ports.engine(), ports.founder()]);
    const {containers, networks} = await engine.observe(node, installation);
    const running = containers.some((container) => container.kind === 'proxy' && container.state === 'running');
    return {
      ...nothing,
      containers,
      networks: networks.map((network) => ({node: node.name, ...network})),
      proxies: running ? await observeProxy(ports, node) : [],
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {...nothing, unreachable: [{node: node.name, code: error.code, reason: error.message, hint: error.hint}]};
  }
}

/** A balancer that runs and does not answer counts as one without a configuration: it is configured anew. */
async function observeProxy(ports: Ports, node: Node): Promise<Observation['proxies']> {
  const [proxy, installation] = await Promise.all([ports.proxy(), ports.founder()]);
  try {
    const {digest, servers} = await proxy.readState(node, installation);
    return [{node: node.name, digest, servers}];
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'PROXY_UNREACHABLE') throw error;
    return [];
  }
}
