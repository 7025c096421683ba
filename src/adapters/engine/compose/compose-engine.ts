import {containerLabels} from '../../../core/domain/container.js';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {Node} from '../../../core/domain/model.js';
import type {Neighbour} from '../../../core/domain/neighbours.js';
import type {Clock} from '../../../core/ports/clock.js';
import type {ContainerRequest, Engine, EngineVersions, LogRequest, Machine, StartRequest} from '../../../core/ports/engine.js';
import type {Link, Links} from '../../../core/ports/links.js';
import {composeVersionArgs} from './argv.js';
import {DockerApi} from './docker-api.js';
import {containerName, type ContainerDetail} from './docker-types.js';
import {filterNetworks, listContainers, type EngineAccess} from './engine-access.js';
import {ensureImage, readImage} from './images.js';
import {readLogs} from './logs.js';
import {readMade, withMade} from './made.js';
import {readMachine} from './machine.js';
import {ensureNetwork, ensureNetworkRemoved} from './networks.js';
import {hostPorts, parseComposeVersion, parseContainer, parseEnvironment} from './parse.js';
import {readPrograms} from './programs.js';
import {ensureProjectRemoved, ensureRemoved, ensureStopped} from './remove.js';
import {ensureRunning} from './start.js';

export interface ComposeEngineParts {
  readonly clock: Clock;
  readonly links: Links;
}

/** Docker Compose for what changes, the Engine's socket for what is read. */
export class ComposeEngine implements Engine {
  readonly #parts: ComposeEngineParts;
  readonly #apis = new WeakMap<Link, DockerApi>();

  constructor(parts: ComposeEngineParts) {
    this.#parts = parts;
  }

  async readVersions(node: Node): Promise<EngineVersions> {
    const access = await this.#access(node);
    const [engine, compose] = await Promise.all([
      access.api.get<{readonly Version: string}>('/version'),
      access.link.docker.run({args: composeVersionArgs(), timeoutMs: 10_000}),
    ]);
    return {engine: engine.Version, compose: compose.exit === 0 ? parseComposeVersion(compose.stdout) : null};
  }

  async readMachine(node: Node): Promise<Machine> {
    const {api, clock} = await this.#access(node);
    return readMachine(api, clock);
  }

  async observe(node: Node, installation: string) {
    const access = await this.#access(node);
    const label = `${containerLabels.installation}=${installation}`;
    const [containers, networks] = await Promise.all([listContainers(access, [label]), filterNetworks(access, {label: [label]})]);
    const made = await readMade(access, containers);
    return {
      containers: containers.map((container) => withMade(parseContainer(container, node.name), made.get(container.Id))),
      networks: networks.map((network) => ({name: network.Name, id: network.Id})),
    };
  }

  async ensureImage(node: Node, image: string, signal?: AbortSignal): Promise<string> {
    return ensureImage(await this.#access(node), image, signal);
  }

  async readImage(node: Node, image: string): Promise<string | null> {
    return readImage(await this.#access(node), image);
  }

  async readPrograms(node: Node, image: string, programs: readonly string[]) {
    return readPrograms(await this.#access(node), image, programs);
  }

  async readForeignPorts(node: Node, installation: string): Promise<ReadonlyMap<number, string>> {
    const containers = await listContainers(await this.#access(node), []);
    const foreign = containers.filter((container) => container.Labels[containerLabels.installation] !== installation);
    return new Map(foreign.flatMap((container) => hostPorts(container).map((port) => [port, containerName(container)])));
  }

  async readNeighbours(node: Node, installation: string): Promise<readonly Neighbour[]> {
    const containers = await listContainers(await this.#access(node), [containerLabels.installation]);
    const others = containers.filter(
      ({Labels, State}) => Labels[containerLabels.installation] !== installation && State === 'running',
    );
    return others.map((container) => ({
      container: containerName(container),
      installation: container.Labels[containerLabels.installation] ?? '',
      env: container.Labels[containerLabels.env] ?? '',
      isBalancer: container.Labels[containerLabels.kind] === 'proxy',
      hostPorts: hostPorts(container),
    }));
  }

  async ensureNetwork(node: Node, network: string, labels: Readonly<Record<string, string>>): Promise<void> {
    await ensureNetwork(await this.#access(node), {name: network, labels});
  }

  async ensureRunning(request: StartRequest): Promise<void> {
    await ensureRunning(await this.#access(request.node), request);
  }

  async ensureStopped(request: ContainerRequest): Promise<void> {
    await ensureStopped(await this.#access(request.node), request);
  }

  async ensureRemoved(request: ContainerRequest): Promise<void> {
    await ensureRemoved(await this.#access(request.node), request);
  }

  async ensureProjectRemoved(node: Node, project: string, volumes: boolean): Promise<void> {
    await ensureProjectRemoved(await this.#access(node), project, volumes);
  }

  async ensureNetworkRemoved(node: Node, network: string): Promise<void> {
    await ensureNetworkRemoved(await this.#access(node), network);
  }

  async *readLogs(request: LogRequest): AsyncIterable<string> {
    yield* readLogs(await this.#access(request.node), request);
  }

  async readEnvironment(node: Node, containerId: string): Promise<Readonly<Record<string, string>>> {
    const {api} = await this.#access(node);
    const detail = await api.find<ContainerDetail>(`/containers/${containerId}/json`);
    if (detail) return parseEnvironment(detail.Config.Env ?? []);
    throw new Failure({
      code: 'CONTAINER_GONE',
      exit: exitCodes.outside,
      message: `Container ${containerId.slice(0, 12)} is not on node ${node.name} any more.`,
      hint: 'muster status',
      details: {node: node.name, container: containerId},
    });
  }

  async #access(node: Node): Promise<EngineAccess> {
    const link = await this.#parts.links.open(node);
    const api = this.#apis.get(link) ?? new DockerApi(link);
    this.#apis.set(link, api);
    return {node: node.name, link, api, clock: this.#parts.clock};
  }
}
