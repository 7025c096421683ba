import {createHash} from 'node:crypto';
import {
  containerLabels,
  type ContainerKind,
  type ContainerSpec,
  type EnvValue,
  type Made,
  type ObservedContainer,
} from '../../src/core/domain/container.js';
import {valueDigest} from '../../src/core/domain/digest.js';
import {exitCodes, Failure} from '../../src/core/domain/errors.js';
import type {Node} from '../../src/core/domain/model.js';
import type {Neighbour} from '../../src/core/domain/neighbours.js';
import type {ContainerRequest, Engine, EngineVersions, LogRequest, Machine, StartRequest} from '../../src/core/ports/engine.js';
import {secretKey} from '../../src/core/ports/secrets.js';

export interface EngineCall {
  readonly method: keyof Engine;
  readonly node: string;
  /** What the call was about: names, image, network or project. */
  readonly subject: string;
}

interface FakeContainer {
  readonly node: string;
  readonly project: string;
  readonly spec: ContainerSpec;
  readonly environment: Readonly<Record<string, string>>;
  readonly observed: ObservedContainer;
}

interface FakeNetwork {
  readonly node: string;
  readonly name: string;
  readonly id: string;
  readonly installation: string;
}

export const aMachine: Machine = {
  engineId: 'engine',
  cores: 8,
  memoryMib: 32_000,
  system: 'Debian GNU/Linux 12',
  kernel: '6.1.0',
  architecture: 'x86_64',
  dataDirectory: '/var/lib/docker',
  latencyMs: 2,
  clockAheadMs: 0,
  clockErrorMs: 1,
};

type EngineFact = (call: EngineCall, nth: number) => Failure | null;

/** An engine in memory: every node shares one, told apart by its name. */
export class FakeEngine implements Engine {
  readonly calls: EngineCall[] = [];
  /** Image id by image; an image not listed is there with an id made from its name. */
  readonly images = new Map<string, string | null>();
  /** Programs of an image, by its id: null has no shell; one that is not listed has all. */
  readonly programs = new Map<string, readonly string[] | null>();
  /** What pulling an image brings that is not there. */
  readonly registry = new Map<string, string>();
  readonly #nodeImages = new Map<string, Map<string, string | null>>();
  /** Names (of compose services) that never get healthy. */
  readonly unhealthy = new Set<string>();
  /** Nodes whose engine does not answer. */
  readonly unreachable = new Set<string>();
  /** Ports taken by others: node to port to container name. */
  readonly foreignPorts = new Map<string, ReadonlyMap<number, string>>();
  readonly neighbours = new Map<string, readonly Neighbour[]>();
  versions: EngineVersions = {engine: '28.0.0', compose: '2.26.0'};
  /** What differs from `aMachine`, by node. */
  readonly machines = new Map<string, Partial<Machine>>();
  /** Of engines that several connections lead to, by connection. */
  readonly engineIds = new Map<string, string>();
  /** Connections by which nobody answers any more. */
  readonly gone = new Set<string>();
  /** Connections that lead to another machine than the node was. */
  readonly elsewhere = new Set<string>();
  readonly #containers = new Map<string, FakeContainer>();
  readonly #networks = new Map<string, FakeNetwork>();
  #fact: EngineFact = () => null;
  #serial = 0;

  /** The nth call from now on (1 is the next) fails once. */
  failAtCall(nth: number, failure: Failure = engineFailure()): void {
    const target = this.calls.length + nth;
    this.failWhen((_call, count) => (count === target ? failure : null));
  }

  /** Asked before every call; a failure that it returns is thrown instead. */
  failWhen(fact: EngineFact): void {
    this.#fact = fact;
  }

  /** The same for one node only. */
  imagesOf(node: string): Map<string, string | null> {
    const images = this.#nodeImages.get(node) ?? new Map<string, string | null>();
    this.#nodeImages.set(node, images);
    return images;
  }

  /** Calls that change something. */
  get effects(): readonly EngineCall[] {
    return this.calls.filter((call) => call.method.startsWith('ensure'));
  }

  get containers(): readonly ObservedContainer[] {
    return [...this.#containers.values()].map((container) => container.observed);
  }

  /** As if somebody had removed the container by hand. */
  lose(node: string, name: string): void {
    for (const [key, container] of this.#containers)
      if (container.node === node && container.spec.name === name) this.#containers.delete(key);
  }

  /** As if the container had changed by itself. */
  alter(node: string, name: string, change: Partial<ObservedContainer>): void {
    for (const [key, container] of this.#containers) {
      if (container.node === node && container.spec.name === name)
        this.#containers.set(key, {...container, observed: {...container.observed, ...change}});
    }
  }

  async readVersions(node: Node): Promise<EngineVersions> {
    this.#record('readVersions', node, '');
    return this.versions;
  }

  async readMachine(node: Node): Promise<Machine> {
    this.#record('readMachine', node, '');
    const engineId = this.engineIds.get(node.connect) ?? `engine of ${node.org}/${node.name} at ${node.connect}`;
    return {...aMachine, engineId, ...this.machines.get(node.name)};
  }

  async observe(node: Node, installation: string) {
    this.#record('observe', node, installation);
    if (this.elsewhere.has(node.connect)) return {containers: [], networks: []};
    const mine = [...this.#containers.values()].filter(
      (container) => container.node === node.name && container.spec.labels[containerLabels.installation] === installation,
    );
    const networks = [...this.#networks.values()].filter(
      (network) => network.node === node.name && network.installation === installation,
    );
    // As Docker does, it lists them in another order each time.
    const listed = <T>(things: readonly T[]) => (this.calls.length % 2 === 0 ? [...things] : [...things].reverse());
    return {
      containers: listed(mine.map((container) => container.observed)),
      networks: listed(networks.map(({name, id}) => ({name, id}))),
    };
  }

  async ensureImage(node: Node, image: string): Promise<string> {
    this.#record('ensureImage', node, image);
    const present = this.#imageId(node.name, image);
    const id = present ?? this.registry.get(image);
    if (id === undefined)
      throw new Failure({
        code: 'IMAGE_PULL_FAILED',
        exit: exitCodes.outside,
        message: `Image ${image} cannot be pulled on node ${node.name}: its registry has no such tag.`,
        details: {image, node: node.name, reason: 'no-such-tag'},
      });
    this.imagesOf(node.name).set(image, id).set(id, id);
    return id;
  }

  async readImage(node: Node, image: string): Promise<string | null> {
    this.#record('readImage', node, image);
    return this.#imageId(node.name, image);
  }

  async readPrograms(node: Node, image: string, programs: readonly string[]) {
    this.#record('readPrograms', node, image);
    const has = this.programs.get(image);
    return has === undefined ? new Set(programs) : has && new Set(programs.filter((program) => has.includes(program)));
  }

  async readForeignPorts(node: Node, _installation: string): Promise<ReadonlyMap<number, string>> {
    this.#record('readForeignPorts', node, '');
    return this.foreignPorts.get(node.name) ?? new Map();
  }

  async readNeighbours(node: Node, _installation: string): Promise<readonly Neighbour[]> {
    this.#record('readNeighbours', node, '');
    return this.neighbours.get(node.name) ?? [];
  }

  async ensureNetwork(node: Node, network: string, labels: Readonly<Record<string, string>>): Promise<void> {
    this.#record('ensureNetwork', node, network);
    const key = `${node.name}/${network}`;
    if (!this.#networks.has(key))
      this.#networks.set(key, {
        node: node.name,
        name: network,
        id: this.#newId(),
        installation: labels[containerLabels.installation] ?? '',
      });
  }

  async ensureRunning(request: StartRequest): Promise<void> {
    this.#record('ensureRunning', request.node, request.names.join(' '));
    await request.expectHeld?.();
    for (const name of request.names) this.#start(request, name);
    const sick = request.names.find((name) => this.unhealthy.has(name));
    if (sick)
      throw new Failure({
        code: 'UNHEALTHY',
        exit: exitCodes.stepFailed,
        message: `${sick} did not become healthy.`,
        subject: `container ${sick}`,
        details: {container: sick, status: 'unhealthy', restarts: 0, log: []},
      });
  }

  async ensureStopped(request: ContainerRequest): Promise<void> {
    this.#record('ensureStopped', request.node, request.names.join(' '));
    for (const name of request.names) {
      const key = `${request.node.name}/${request.project}/${name}`;
      const container = this.#containers.get(key);
      if (container)
        this.#containers.set(key, {
          ...container,
          observed: {...container.observed, state: 'exited', health: 'none', hostPorts: []},
        });
    }
  }

  async ensureRemoved(request: ContainerRequest): Promise<void> {
    this.#record('ensureRemoved', request.node, request.names.join(' '));
    for (const name of request.names) this.#containers.delete(`${request.node.name}/${request.project}/${name}`);
  }

  async ensureProjectRemoved(node: Node, project: string, _volumes: boolean): Promise<void> {
    this.#record('ensureProjectRemoved', node, project);
    for (const [key, container] of this.#containers)
      if (container.node === node.name && container.project === project) this.#containers.delete(key);
  }

  async ensureNetworkRemoved(node: Node, network: string): Promise<void> {
    this.#record('ensureNetworkRemoved', node, network);
    this.#networks.delete(`${node.name}/${network}`);
  }

  async *readLogs(request: LogRequest): AsyncIterable<string> {
    this.#record('readLogs', request.node, request.names.join(' '));
    for (const name of request.names) yield request.names.length > 1 ? `${name} | started ${name}` : `started ${name}`;
  }

  async readEnvironment(node: Node, containerId: string): Promise<Readonly<Record<string, string>>> {
    this.#record('readEnvironment', node, containerId);
    const found = [...this.#containers.values()].find((container) => container.observed.id === containerId);
    if (!found)
      throw new Failure({
        code: 'CONTAINER_GONE',
        exit: exitCodes.outside,
        message: `Container ${containerId} is not there any more.`,
      });
    return found.environment;
  }

  #record(method: keyof Engine, node: Node, subject: string): void {
    const call = {method, node: node.name, subject};
    this.calls.push(call);
    const failure =
      this.unreachable.has(node.name) || this.gone.has(node.connect)
        ? unreachable(node.name)
        : this.#fact(call, this.calls.length);
    if (failure) throw failure;
  }

  #start(request: StartRequest, name: string): void {
    const spec = request.project.containers.find((container) => container.name === name);
    if (!spec) throw new Error(`The project has no container ${name}.`);
    const key = `${request.node.name}/${request.project.name}/${name}`;
    const present = this.#containers.get(key);
    const same = present?.observed.spec === spec.labels[containerLabels.spec];
    const environment = Object.fromEntries(
      Object.entries(spec.environment).map(([variable, value]) => [variable, joinValue(value, request.secrets)]),
    );
    const id = present && same ? present.observed.id : this.#newId();
    const made = madeAs(spec, environment, this.#imageId(request.node.name, spec.imageId ?? spec.image) ?? '');
    const observed = {...observedFrom(request, spec, {id, healthy: !this.unhealthy.has(name)}), made};
    this.#containers.set(key, {node: request.node.name, project: request.project.name, spec, environment, observed});
  }

  #imageId(node: string, image: string): string | null {
    const own = this.imagesOf(node).get(image);
    if (own !== undefined) return own;
    if (image.startsWith('sha256:')) return image;
    const known = this.images.get(image);
    return known === undefined ? `sha256:${createHash('sha256').update(image).digest('hex')}` : known;
  }

  #newId(): string {
    this.#serial += 1;
    return createHash('sha256').update(String(this.#serial)).digest('hex');
  }
}

function observedFrom(
  request: StartRequest,
  spec: ContainerSpec,
  facts: {readonly id: string; readonly healthy: boolean},
): ObservedContainer {
  const label = (key: keyof typeof containerLabels) => spec.labels[containerLabels[key]] ?? '';
  return {
    id: facts.id,
    containerName: `${request.project.name}-${spec.name}-1`,
    node: request.node.name,
    project: request.project.name,
    kind: label('kind') as ContainerKind,
    org: label('org'),
    env: label('env'),
    app: label('app'),
    name: label('name') || spec.name,
    role: label('role'),
    version: label('version'),
    generation: label('generation'),
    spec: label('spec'),
    judgedBy: label('health'),
    image: spec.imageId ?? spec.image,
    state: 'running',
    health: facts.healthy ? 'healthy' : 'unhealthy',
    hostPorts: spec.ports.map((port) => port.hostPort),
  };
}

function madeAs(spec: ContainerSpec, environment: Readonly<Record<string, string>>, imageId: string): Made {
  const ofImage = {environment: {PATH: valueDigest('/bin')}, command: '["run"]', entrypoint: '[]', user: ''};
  const digests = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, valueDigest(value)]));
  return {
    ...ofImage,
    environment: {...ofImage.environment, ...digests},
    command: spec.command === null ? ofImage.command : JSON.stringify(spec.command),
    user: spec.user ?? '',
    image: spec.image,
    imageId,
    ports: spec.ports.map(({hostPort, containerPort}) => ({hostPort, containerPort})),
    mounts: spec.volumes,
    ofImage,
  };
}

function joinValue(value: EnvValue, secrets: ReadonlyMap<string, string>): string {
  if (typeof value === 'string') return value;
  return value
    .map((part) => {
      if (typeof part === 'string') return part;
      const secret = secrets.get(secretKey(part.secret));
      if (secret === undefined) throw new Error(`The value of secret ${part.secret.name} was not given.`);
      return part.encode === 'uri' ? encodeURIComponent(secret) : secret;
    })
    .join('');
}

function engineFailure(): Failure {
  return new Failure({
    code: 'COMPOSE_FAILED',
    exit: exitCodes.stepFailed,
    message: 'Docker Compose failed.',
    details: {stderr: []},
  });
}

function unreachable(node: string): Failure {
  return new Failure({
    code: 'NODE_UNREACHABLE',
    exit: exitCodes.outside,
    message: `Node ${node} does not answer.`,
    subject: `node ${node}`,
    details: {node},
  });
}
