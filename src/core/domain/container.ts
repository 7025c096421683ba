import type {ProxyServerState} from './proxy.js';

/** What should run as one container. Plain data: it is stored in plans and rendered to compose. */

/** A literal, or a reference to a secret; `encode: 'uri'` percent-encodes the value where it stands in a URL. */
export type ValuePart = string | {readonly secret: SecretRef; readonly encode?: 'uri'};

export interface SecretRef {
  readonly org: string;
  readonly env: string;
  readonly app: string | null;
  readonly name: string;
  readonly version: number;
}

/** A value of the container's environment: parts are joined when the container is started. */
export type EnvValue = string | readonly ValuePart[];

export interface PublishedPort {
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

export interface Healthcheck {
  /** Arguments of `CMD`, or one string for `CMD-SHELL`. */
  readonly test: readonly string[] | string;
  /** What it asks, for people; the test itself where absent. */
  readonly asks?: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly startPeriodMs: number;
}

export type ContainerNetwork =
  {readonly kind: 'host'} | {readonly kind: 'bridge'; readonly name: string; readonly aliases: readonly string[]};

export interface VolumeMount {
  /** Full volume name on the node, or an absolute host path when `kind` is `bind`. */
  readonly source: string;
  readonly kind: 'volume' | 'bind';
  readonly path: string;
}

export interface ContainerSpec {
  /** Compose service name, unique within its project: `new-api-slave-2`. */
  readonly name: string;
  /** What the operator declared, `repository:tag`. */
  readonly image: string;
  /** Image id (`sha256:…`) that is run; null runs what `image` means at that moment. */
  readonly imageId: string | null;
  readonly command: readonly string[] | null;
  /** `uid:gid` that replaces the image's own user. */
  readonly user?: string;
  readonly environment: Readonly<Record<string, EnvValue>>;
  readonly ports: readonly PublishedPort[];
  readonly volumes: readonly VolumeMount[];
  readonly network: ContainerNetwork;
  readonly healthcheck: Healthcheck;
  readonly minHealthyMs: number;
  readonly stopGraceMs: number;
  /** Ownership labels, `muster.spec` (the digest of all the rest) among them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Containers of one compose project on one node. `name` is legal for compose and unique on any engine. */
export interface ProjectSpec {
  readonly name: string;
  readonly containers: readonly ContainerSpec[];
}

export const containerLabels = {
  installation: 'muster.installation',
  org: 'muster.org',
  env: 'muster.env',
  app: 'muster.app',
  kind: 'muster.kind',
  name: 'muster.name',
  role: 'muster.role',
  generation: 'muster.generation',
  version: 'muster.version',
  spec: 'muster.spec',
  health: 'muster.health',
} as const;

export type ContainerKind = 'instance' | 'service' | 'proxy';

/** One container that bears our label, as the engine reports it. */
export interface ObservedContainer {
  readonly id: string;
  /** The container's own name on the node. */
  readonly containerName: string;
  readonly node: string;
  readonly project: string;
  readonly kind: ContainerKind;
  readonly org: string;
  readonly env: string;
  readonly app: string;
  readonly name: string;
  readonly role: string;
  readonly version: string;
  readonly generation: string;
  readonly spec: string;
  /** By what balancers judge it, as it was when the container was made; empty where its label says nothing. */
  readonly judgedBy: string;
  readonly image: string;
  readonly state: 'created' | 'running' | 'restarting' | 'paused' | 'exited' | 'dead' | 'removing';
  readonly health: 'healthy' | 'unhealthy' | 'starting' | 'none';
  /** Host ports that the engine has published. */
  readonly hostPorts: readonly number[];
  /** Absent where nobody looked: of what does not run, and of nodes that do not answer. */
  readonly made?: Made;
}

/** What a container was made with, whatever its labels say. */
export interface Made extends MadeFrom {
  /** As it was asked for: `repository:tag`, or an id. */
  readonly image: string;
  readonly imageId: string;
  readonly ports: readonly Pick<PublishedPort, 'hostPort' | 'containerPort'>[];
  readonly mounts: readonly VolumeMount[];
  /** What its image brings along. */
  readonly ofImage: MadeFrom;
}

export interface MadeFrom {
  /** Digests of the values, by variable: see `valueDigest`. */
  readonly environment: Readonly<Record<string, string>>;
  /** As JSON. */
  readonly command: string;
  readonly entrypoint: string;
  readonly user: string;
}

/** What the balancer of a node says of itself; `digest` is that of the model it runs with. */
export interface ObservedProxy {
  readonly node: string;
  readonly digest: string | null;
  readonly servers: readonly ProxyServerState[];
}

/** Everything running that is ours, over all nodes that answered. */
export interface Observation {
  readonly containers: readonly ObservedContainer[];
  readonly proxies: readonly ObservedProxy[];
  /** Networks that bear our label, by node. */
  readonly networks: readonly {readonly node: string; readonly name: string; readonly id: string}[];
  readonly unreachable: readonly {
    readonly node: string;
    readonly code: string;
    readonly reason: string;
    readonly hint: string | null;
  }[];
}
