import type {Observation} from '../domain/container.js';
import type {Node, Topology} from '../domain/model.js';
import {neighbourName} from '../domain/neighbours.js';
import {planProxy} from '../domain/planning/plan-proxies.js';
import type {Ports} from '../ports/index.js';
import {mapBounded} from './bounded.js';

const nodesAtOnce = 32;

/** Host ports in use on the nodes by anything that is not ours: `org/node:port` to what is known of the holder. */
export async function gatherForeignPorts(
  ports: Ports,
  topology: Topology,
  observation: Observation,
  nodes: readonly Node[],
): Promise<ReadonlyMap<string, string>> {
  const found = await mapBounded(nodes, nodesAtOnce, async (node) => {
    const listening = await ports.hosts.readListeningPorts(node);
    if (listening === null) return containerPorts(ports, node);
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
    return [...listening]
      .filter((port) => !ours.has(port))
      .sort((a, b) => a - b)
      .map((port) => [`${node.org}/${node.name}:${port}`, 'another program'] as const);
  });
  return new Map(found.flat());
}

/** Names containers that hold a foreign port; asked only when a port is in the way. */
export async function nameForeignHolders(
  ports: Ports,
  nodes: readonly Node[],
  held: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const containers = new Map((await mapBounded(nodes, nodesAtOnce, (node) => containerPorts(ports, node))).flat());
  const neighbours = new Map(await mapBounded(nodes, nodesAtOnce, (node) => neighbourPorts(ports, node)));
  return new Map(
    [...held].map(([key, holder]) => {
      const [node = '', port] = [key.slice(0, key.lastIndexOf(':')), Number(key.slice(key.lastIndexOf(':') + 1))];
      return [key, neighbours.get(node)?.(port, containers.has(key)) ?? containers.get(key) ?? holder];
    }),
  );
}

/** Ports that foreign containers publish, which the engine knows where nobody else may be asked. */
async function containerPorts(ports: Ports, node: Node): Promise<readonly (readonly [string, string])[]> {
  const [engine, installation] = await Promise.all([ports.engine(), ports.founder()]);
  const found = await engine.readForeignPorts(node, installation);
  return [...found].map(([port, name]) => [`${node.org}/${node.name}:${port}`, `container ${name}`] as const);
}

type NameOfHolder = (port: number, isContainer: boolean) => string | null;

/** What no container publishes, and a balancer of another installation is there, is most likely that balancer's. */
async function neighbourPorts(ports: Ports, node: Node): Promise<readonly [string, NameOfHolder]> {
  const [engine, installation] = await Promise.all([ports.engine(), ports.founder()]);
  const neighbours = await engine.readNeighbours(node, installation);
  const balancer = neighbours.find(({isBalancer}) => isBalancer);
  const nameOf: NameOfHolder = (port, isContainer) => {
    const holder = neighbours.find(({hostPorts}) => hostPorts.includes(port));
    if (holder) return neighbourName(holder);
    return balancer && !isContainer ? `another program, most likely ${neighbourName(balancer)}` : null;
  };
  return [`${node.org}/${node.name}`, nameOf];
}
