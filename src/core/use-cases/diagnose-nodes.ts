import {listWords} from '../domain/indexes.js';
import {loadCommand} from '../domain/load-command.js';
import type {Node} from '../domain/model.js';
import {isNeighbour, neighbourHint} from '../domain/neighbours.js';
import {compareText, deploymentName} from '../domain/names.js';
import {imageOf} from '../domain/planning/describe-containers.js';
import {hostPortRange} from '../domain/planning/port-book.js';
import {planProxy, proxyDigest} from '../domain/planning/plan-proxies.js';
import {deploymentProject, servicesProject} from '../domain/planning/resource-names.js';
import type {Ports} from '../ports/index.js';
import {pass, problem, type Check} from './check.js';
import {gatherForeignPorts, nameForeignHolders} from './gather-ports.js';
import type {Drift} from './plan-drift.js';

/** With fewer left, the next environment may not fit. */
const fewPorts = 100;

/** Ports of entries and instances are ours or free, and there are some left to give out. */
export async function checkPorts(
  ports: Ports,
  node: Node,
  {topology, observation, besides = []}: Pick<Drift, 'topology' | 'observation'> & {readonly besides?: readonly number[]},
): Promise<readonly Check[]> {
  const foreign = await gatherForeignPorts(ports, topology, observation, [node]);
  const key = (port: number) => `${node.org}/${node.name}:${port}`;
  const entries = planProxy(topology, node)?.listeners.map((listener) => listener.port) ?? [];
  const own = topology.instances
    .filter((instance) => instance.org === node.org && instance.node === node.name)
    .flatMap((instance) => Object.values(instance.ports));
  const claimed = new Set([...entries, ...own]);
  const wished = besides.filter((port) => !claimed.has(port));
  const held = [...entries, ...own, ...wished].filter((port) => foreign.has(key(port)));
  const named = held.length === 0 ? foreign : await nameForeignHolders(ports, [node], foreign);
  const inRange = [...foreign.keys()]
    .map((text) => Number(text.slice(text.lastIndexOf(':') + 1)))
    .filter((port) => port >= hostPortRange.first && port <= hostPortRange.last);
  const left = hostPortRange.last - hostPortRange.first + 1 - new Set([...own, ...inRange]).size;
  const check = `ports of ${node.name}`;
  return [
    ...held.map((port) =>
      problem(check, {
        result: claimed.has(port) ? 'fail' : 'warn',
        code: 'PORT_TAKEN',
        message: claimed.has(port)
          ? `Port ${port} is ours by the topology, and ${named.get(key(port))} holds it.`
          : `Port ${port} is held by ${named.get(key(port))}.`,
        hint: holderHint(named.get(key(port)) ?? '', {port, isOurs: claimed.has(port)}),
      }),
    ),
    ...(held.length === 0 ? [pass(check, freePorts([...entries, ...wished]))] : []),
    left >= fewPorts
      ? pass(`host ports of ${node.name}`, `${left} of ${hostPortRange.first} to ${hostPortRange.last} are left`)
      : problem(`host ports of ${node.name}`, {
          result: 'warn',
          code: 'PORTS_SCARCE',
          message: `Only ${left} host ports are left.`,
          hint: 'muster env join ENV NODE adds a node',
        }),
  ];
}

function holderHint(holder: string, {port, isOurs}: {readonly port: number; readonly isOurs: boolean}): string {
  if (isNeighbour(holder)) return neighbourHint;
  return isOurs ? `Stop ${holder}, or choose another port` : `Before an entry can be on port ${port}: stop ${holder}`;
}

function freePorts(ports: readonly number[]): string {
  if (ports.length === 0) return 'no entry leads here';
  return `${listWords(ports.map(String))} ${ports.length === 1 ? 'is' : 'are'} free or ours`;
}

/** Images of what is deployed here, and of the balancer. */
export async function checkImages(ports: Ports, node: Node, {topology}: Drift): Promise<readonly Check[]> {
  const [engine, proxy, installation] = await Promise.all([ports.engine(), ports.proxy(), ports.founder()]);
  const here = new Set(
    topology.instances.filter((instance) => instance.org === node.org && instance.node === node.name).map(deploymentName),
  );
  const apps = topology.deployments
    .filter((deployment) => here.has(deploymentName(deployment)))
    .flatMap((deployment) => {
      const app = topology.apps.find((candidate) => candidate.org === deployment.org && candidate.name === deployment.app);
      return app ? [imageOf(app, deployment.version)] : [];
    });
  const balancer = planProxy(topology, node)
    ? proxy.project(node, installation).containers.map((container) => container.image)
    : [];
  const images = [...new Set([...apps, ...balancer])].sort(compareText);
  const missing = (
    await Promise.all(images.map(async (image) => ((await engine.readImage(node, image)) === null ? [image] : [])))
  ).flat();
  const check = `images on ${node.name}`;
  if (missing.length === 0)
    return [
      pass(check, images.length === 0 ? 'none is needed' : `${listWords(images)} ${images.length === 1 ? 'is' : 'are'} there`),
    ];
  return missing.map((image) =>
    problem(check, {
      code: 'IMAGE_MISSING',
      message: `Image ${image} is not on node ${node.name}; the next start would have to pull it.`,
      hint: loadCommand(topology, {org: node.org, node: node.name, image}),
    }),
  );
}

/** The balancer runs with the configuration that it should have. */
export async function checkBalancers(node: Node, {topology, observation}: Drift): Promise<readonly Check[]> {
  const model = planProxy(topology, node);
  if (!model) return [];
  const check = `balancer on ${node.name}`;
  const running = observation.proxies.find((proxy) => proxy.node === node.name);
  if (!running)
    return [
      problem(check, {
        code: 'PROXY_UNREACHABLE',
        message: 'It does not answer.',
        hint: 'muster status shows the command that mends it',
      }),
    ];
  if (running.digest === proxyDigest(model)) return [pass(check, 'it runs with the desired configuration')];
  return [
    problem(check, {
      code: 'PROXY_STATE_DIFFERS',
      message: 'It runs with another configuration than desired.',
      hint: 'muster status shows the command that mends it',
    }),
  ];
}

/** Networks that stand twice, and containers that nothing in the topology asks for. */
export async function checkLeftovers(ports: Ports, node: Node, {topology, observation}: Drift): Promise<readonly Check[]> {
  const installation = await ports.founder();
  const networks = observation.networks.filter((network) => network.node === node.name);
  const twice = networks.filter((network) => networks.some((other) => other.name === network.name && other.id < network.id));
  const projects = new Set([
    ...topology.deployments.map((deployment) => deploymentProject(installation, deployment)),
    ...topology.services
      .filter((service) => service.managed)
      .map((service) => servicesProject(installation, service.org, service.env)),
  ]);
  const orphans = observation.containers.filter(
    (container) =>
      container.node === node.name &&
      !(container.kind === 'proxy' ? planProxy(topology, node) !== null : projects.has(container.project)),
  );
  return [
    twice.length === 0
      ? pass(`networks of ${node.name}`, 'none stands twice')
      : problem(`networks of ${node.name}`, {
          code: 'NETWORK_AMBIGUOUS',
          message: `${listWords([...new Set(twice.map((network) => network.name))])} stands ${twice.length + 1} times.`,
          hint: `docker network rm ${twice.map((network) => network.id.slice(0, 12)).join(' ')}`,
        }),
    orphans.length === 0
      ? pass(`containers of ${node.name}`, 'every one belongs to something')
      : problem(`containers of ${node.name}`, {
          result: 'warn',
          code: 'ORPHAN',
          message: `${listWords(orphans.map((container) => container.containerName))} belong to nothing that is declared.`,
          hint: `docker rm -f ${orphans.map((container) => container.containerName).join(' ')}`,
        }),
  ];
}
