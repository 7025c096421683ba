import type {Observation} from '../domain/container.js';
import type {Node, Topology} from '../domain/model.js';
import {planProxy} from '../domain/planning/plan-proxies.js';
import type {Ports} from '../ports/index.js';

/** Host ports in use on the nodes by anything that is not ours: `org/node:port` to what is known of the holder. */
export async function gatherForeignPorts(
  ports: Ports,
  topology: Topology,
  observation: Observation,
  nodes: readonly Node[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    nodes.map(async (node) => {
      const listening = await ports.hosts.readListeningPorts(node);
      const ours = new Set(
        observation.containers.filter((container) => container.node === node.name).flatMap((container) => container.hostPorts),
      );
      if (
        observation.containers.some(
          (container) => container.node === node.name && container.kind === 'proxy' && container.state === 'running',
        )
      ) {
        for (const listener of planProxy(topology, node)?.listeners ?? []) ours.add(listener.port);
      }
      return [...(listening ?? [])]
        .filter((port) => !ours.has(port))
        .sort((a, b) => a - b)
        .map((port) => [`${node.org}/${node.name}:${port}`, 'another program'] as const);
    }),
  );
  return new Map(found.flat());
}

/** Names containers that hold a foreign port; asked only when a port is in the way. */
export async function nameForeignHolders(
  ports: Ports,
  node: Node,
  held: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const [engine, {installation}] = await Promise.all([ports.engine(), ports.identity()]);
  const containers = await engine.readForeignPorts(node, installation);
  return new Map([...held].map(([key, holder]) => [key, containerHolder(containers, key) ?? holder]));
}

function containerHolder(containers: ReadonlyMap<number, string>, key: string): string | null {
  const name = containers.get(Number(key.slice(key.lastIndexOf(':') + 1)));
  return name === undefined ? null : `container ${name}`;
}
