import {containerLabels} from '../../../core/domain/container.js';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {Node} from '../../../core/domain/model.js';
import type {Clock} from '../../../core/ports/clock.js';
import type {ContainerRequest, Engine, EngineVersions, LogRequest, StartRequest} from '../../../core/ports/engine.js';
import type {Shell} from '../../../core/ports/shell.js';
import {composeVersionArgs} from './argv.js';
import {DockerApi} from './docker-api.js';
import {containerName, type ContainerDetail, type NetworkSummary} from './docker-types.js';
import {endpointFor} from './endpoint.js';
import {listContainers, type EngineAccess} from './engine-access.js';
import {ensureImage, readImage} from './images.js';
import {readLogs} from './logs.js';
import {ensureNetwork, ensureNetworkRemoved} from './networks.js';
import {hostPorts, parseComposeVersion, parseContainer, parseEnvironment} from './parse.js';
import {ensureProjectRemoved, ensureRemoved, ensureStopped} from './remove.js';
import {ensureRunning} from './start.js';

export interface ComposeEngineParts {
  readonly shell: Shell;
  readonly clock: Clock;
  /** The operator's DOCKER_HOST, if any. */
  readonly dockerHost?: string | undefined;
}

/** Docker Compose for what changes, the Engine's socket for what is read. */
export class ComposeEngine implements Engine {
  readonly #parts: ComposeEngineParts;
  readonly #apis = new Map<string, DockerApi>();

  constructor(parts: ComposeEngineParts) {
    this.#parts = parts;
  }

  async readVersions(node: Node): Promise<EngineVersions> {
    const access = this.#access(node);
    const [engine, compose] = await Promise.all([
      access.api.get<{readonly Version: string}>('/version'),
      access.shell.run({
        file: 'docker',
        args: composeVersionArgs(),
        env: {DOCKER_HOST: access.endpoint.dockerHost},
        timeoutMs: 10_000,
      }),
    ]);
    return {engine: engine.Version, compose: compose.exit === 0 ? parseComposeVersion(compose.stdout) : null};
  }

  async observe(node: Node, installation: string) {
    const access = this.#access(node);
    const label = `${containerLabels.installation}=${installation}`;
    const [containers, networks] = await Promise.all([
      listContainers(access, [label]),
      access.api.get<readonly NetworkSummary[]>('/networks', {filters: JSON.stringify({label: [label]})}),
    ]);
    return {
      containers: containers.map((container) => parseContainer(container, node.name)),
      networks: networks.map((network) => ({name: network.Name, id: network.Id})),
    };
  }

  async ensureImage(node: Node, image: string): Promise<string | null> {
    return ensureImage(this.#access(node), image);
  }

  async readImage(node: Node, image: string): Promise<string | null> {
    return readImage(this.#access(node), image);
  }

  async readForeignPorts(node: Node, installation: string): Promise<ReadonlyMap<number, string>> {
    const containers = await listContainers(this.#access(node), []);
    const foreign = containers.filter((container) => container.Labels[containerLabels.installation] !== installation);
    return new Map(foreign.flatMap((container) => hostPorts(container).map((port) => [port, containerName(container)])));
  }

  async ensureNetwork(node: Node, network: string, labels: Readonly<Record<string, string>>): Promise<void> {
    await ensureNetwork(this.#access(node), {name: network, labels});
  }

  async ensureRunning(request: StartRequest): Promise<void> {
    await ensureRunning(this.#access(request.node), request);
  }

  async ensureStopped(request: ContainerRequest): Promise<void> {
    await ensureStopped(this.#access(request.node), request);
  }

  async ensureRemoved(request: ContainerRequest): Promise<void> {
    await ensureRemoved(this.#access(request.node), request);
  }

  async ensureProjectRemoved(node: Node, project: string, volumes: boolean): Promise<void> {
    await ensureProjectRemoved(this.#access(node), project, volumes);
  }

  async ensureNetworkRemoved(node: Node, network: string): Promise<void> {
    await ensureNetworkRemoved(this.#access(node), network);
  }

  readLogs(request: LogRequest): AsyncIterable<string> {
    return readLogs(this.#access(request.node), request);
  }

  async readEnvironment(node: Node, containerId: string): Promise<Readonly<Record<string, string>>> {
    const detail = await this.#access(node).api.find<ContainerDetail>(`/containers/${containerId}/json`);
    if (detail) return parseEnvironment(detail.Config.Env ?? []);
    throw new Failure({
      code: 'CONTAINER_GONE',
      exit: exitCodes.outside,
      message: `Container ${containerId.slice(0, 12)} is not on node ${node.name} any more.`,
      hint: 'muster status',
      details: {node: node.name, container: containerId},
    });
  }

  #access(node: Node): EngineAccess {
    const endpoint = endpointFor(node, this.#parts.dockerHost);
    const api = this.#apis.get(endpoint.socketPath) ?? new DockerApi(endpoint.socketPath);
    this.#apis.set(endpoint.socketPath, api);
    return {node: node.name, endpoint, api, shell: this.#parts.shell, clock: this.#parts.clock};
  }
}
