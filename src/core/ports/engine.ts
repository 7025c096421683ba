import type {ObservedContainer, ProjectSpec} from '../domain/container.js';
import type {Node} from '../domain/model.js';
import type {Neighbour} from '../domain/neighbours.js';

export interface EngineVersions {
  /** Version of Docker Engine. */
  readonly engine: string;
  /** Version of Compose; null when the plugin is missing or is v1. */
  readonly compose: string | null;
}

/** The machine as its engine sees it. */
export interface Machine {
  /** The engine's id with the name of its host: copies of a machine may have the id of the first. */
  readonly engineId: string;
  readonly cores: number;
  readonly memoryMib: number;
  /** `Debian GNU/Linux 12`. */
  readonly system: string;
  readonly kernel: string;
  readonly architecture: string;
  /** Where the engine keeps images, containers and volumes. */
  readonly dataDirectory: string;
  /** Time for one question and its answer, the connection standing. */
  readonly latencyMs: number;
  /** Of its clock before ours; negative: behind. Right within `clockErrorMs`. */
  readonly clockAheadMs: number;
  readonly clockErrorMs: number;
}

export interface StartRequest {
  readonly node: Node;
  readonly project: ProjectSpec;
  /** Containers of the project to start; the others are left alone. */
  readonly names: readonly string[];
  /** Values of every secret that the project's environment refers to, by `secretKey(ref)`. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly signal?: AbortSignal;
  /** Called before each try, and throws when what stands may be another's by now. */
  readonly expectHeld?: () => Promise<void>;
}

export interface ContainerRequest {
  readonly node: Node;
  readonly project: string;
  readonly names: readonly string[];
  readonly stopGraceMs: number;
}

export interface LogRequest {
  readonly node: Node;
  readonly project: string;
  readonly names: readonly string[];
  readonly tail: number;
  readonly follow: boolean;
  readonly since?: string;
}

/**
 * Runs containers of one node. Every `ensure…` may run twice. Failures (exit 7 unless said): `DOCKER_MISSING`, `DOCKER_DOWN`,
 * `DOCKER_FORBIDDEN`, `COMPOSE_MISSING`, `COMPOSE_OLD`, `CONTAINER_GONE`, those of `Links`; exit 6: `IMAGE_MISSING`,
 * `PORT_TAKEN`, `NAME_CONFLICT`, `NETWORK_AMBIGUOUS`, `NETWORK_MISSING`, `NETWORKS_FULL`, `DISK_FULL`, `UNHEALTHY` (details: container, reason, status, restarts, last 10 log lines,
 * last probe), `COMPOSE_FAILED`, `DOCKER_REFUSED`; exit 130: `INTERRUPTED`; exit 4: `NOT_FOUND` (logs of no container).
 */
export interface Engine {
  readVersions(node: Node): Promise<EngineVersions>;
  readMachine(node: Node): Promise<Machine>;
  observe(
    node: Node,
    installation: string,
  ): Promise<{
    readonly containers: readonly ObservedContainer[];
    readonly networks: readonly {readonly name: string; readonly id: string}[];
  }>;
  /**
   * Image id of `repository:tag` on the node; pulls when it is not there. Failure: `IMAGE_PULL_FAILED` (exit 7; details: reason
   * `offline`, `login`, `no-such-tag` or `other`, and the last line of Docker).
   */
  ensureImage(node: Node, image: string, signal?: AbortSignal): Promise<string>;
  /** Image id on the node without pulling; null when it is not there. */
  readImage(node: Node, image: string): Promise<string | null>;
  /** Those of the programs that an image on the node has; null where it has no `sh`, undefined where that cannot be told. */
  readPrograms(node: Node, image: string, programs: readonly string[]): Promise<ReadonlySet<string> | null | undefined>;
  /** Host ports published by containers that are not this installation's: port to container name. */
  readForeignPorts(node: Node, installation: string): Promise<ReadonlyMap<number, string>>;
  /** Running containers of other installations. */
  readNeighbours(node: Node, installation: string): Promise<readonly Neighbour[]>;
  ensureNetwork(node: Node, network: string, labels: Readonly<Record<string, string>>): Promise<void>;
  /** Brings the named containers up as specified and waits until each is healthy and has stayed up for its `minHealthyMs`. */
  ensureRunning(request: StartRequest): Promise<void>;
  ensureStopped(request: ContainerRequest): Promise<void>;
  ensureRemoved(request: ContainerRequest): Promise<void>;
  /** Removes the project's containers, and its volumes when `volumes`; its network is removed by `ensureNetworkRemoved`. */
  ensureProjectRemoved(node: Node, project: string, volumes: boolean): Promise<void>;
  ensureNetworkRemoved(node: Node, network: string): Promise<void>;
  /** Lines of one or more containers, prefixed by the container's name when there are several. */
  readLogs(request: LogRequest): AsyncIterable<string>;
  /** Effective environment of a running container, for checks; values never leave the process but as digests. */
  readEnvironment(node: Node, containerId: string): Promise<Readonly<Record<string, string>>>;
}
