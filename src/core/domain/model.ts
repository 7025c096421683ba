/**
 * The topology: everything desired, as one plain value. Every record is flat, JSON-safe and keyed by
 * names, so that a difference between two topologies is a difference between rows.
 */

export type Labels = Readonly<Record<string, string>>;

export interface Org {
  readonly name: string;
}

/** A logical control cluster: an installation of Muster that looks after groups and workspaces. */
export interface Cluster {
  /** Upper case. */
  readonly id: string;
  readonly name: string;
  /** Id of the installation that it is. */
  readonly installation: string;
}

/** A named set of nodes. */
export interface Group {
  readonly org: string;
  readonly name: string;
  /** Id of the cluster that looks after it; null when none does. */
  readonly cluster: string | null;
}

/** A partition of environments. */
export interface Workspace {
  readonly org: string;
  readonly name: string;
  /** Id of the cluster that looks after it. */
  readonly cluster: string;
}

/** Nothing new is placed on a node that is not active; a drained one has been emptied too. */
export type NodeState = 'active' | 'cordoned' | 'drained';

/** `cpu` in cores, `memoryMib` in MiB; absent means not limited. */
export interface Capacity {
  readonly cpu?: number;
  readonly memoryMib?: number;
}

export interface Node {
  readonly org: string;
  readonly name: string;
  /** `local`, `ssh://user@host[:port]` or `tcp://host:port`. */
  readonly connect: string;
  /** Where the balancer reaches published ports of this node. */
  readonly address: string;
  readonly group: string;
  readonly zone: string | null;
  readonly capacity: Capacity;
  readonly labels: Labels;
  /** 0 to 256; multiplies nothing, it is the default weight of instances on this node when set. */
  readonly weight: number | null;
  readonly state: NodeState;
}

export interface Environment {
  readonly org: string;
  readonly name: string;
  readonly workspace: string;
  readonly labels: Labels;
}

/** A node serves an environment; many to many. */
export interface Membership {
  readonly org: string;
  readonly env: string;
  readonly node: string;
  readonly weight: number | null;
}

export interface Entry {
  readonly org: string;
  readonly env: string;
  /** Normalised, see `normalizeAddress`: `host:port`, or `:port` for any host. */
  readonly address: string;
  readonly backup: boolean;
  /** Null leads to the only app of the environment. */
  readonly app: string | null;
  readonly path: string;
  /** Order of declaration; the lowest that is no backup is primary. */
  readonly position: number;
}

export interface ManagedService {
  readonly node: string;
  readonly image: string | null;
}

export interface Service {
  readonly org: string;
  readonly env: string;
  readonly name: string;
  /** `mysql` or `redis`. */
  readonly kind: string;
  /** External: URL without password. Null when managed. */
  readonly url: string | null;
  /** Name of the secret that holds the password; null when there is none. */
  readonly passwordSecret: string | null;
  readonly managed: ManagedService | null;
}

export interface App {
  readonly org: string;
  readonly name: string;
  readonly recipe: Recipe;
  /** Repository that replaces the recipe's, without tag. */
  readonly image: string | null;
}

export type Balance = 'round-robin' | 'least-connections' | 'weighted' | 'ip-hash';
export type RunState = 'running' | 'stopped';

export interface Deployment {
  readonly org: string;
  readonly env: string;
  readonly app: string;
  readonly version: string;
  /** Image id that the version resolved to when it was deployed; null until then. */
  readonly imageId: string | null;
  /** Desired instances per role. */
  readonly roles: Readonly<Record<string, number>>;
  readonly balance: Balance;
  readonly weights: Readonly<Record<string, number>>;
  readonly state: RunState;
  /** Raised by `app restart`: instances of an older generation are replaced. */
  readonly generation: number;
}

export interface Instance {
  readonly org: string;
  readonly env: string;
  readonly app: string;
  readonly role: string;
  readonly ordinal: number;
  readonly node: string;
  /** Host port by the recipe's port name. */
  readonly ports: Readonly<Record<string, number>>;
}

export interface ConfigValue {
  readonly org: string;
  readonly env: string;
  /** Null: for every app of the environment. */
  readonly app: string | null;
  readonly key: string;
  readonly value: string;
}

/** What is known of a secret without its value. */
export interface SecretVersion {
  readonly org: string;
  readonly env: string;
  readonly app: string | null;
  readonly name: string;
  readonly version: number;
}

export interface Topology {
  readonly clusters: readonly Cluster[];
  readonly orgs: readonly Org[];
  readonly groups: readonly Group[];
  readonly workspaces: readonly Workspace[];
  readonly nodes: readonly Node[];
  readonly envs: readonly Environment[];
  readonly memberships: readonly Membership[];
  readonly entries: readonly Entry[];
  readonly services: readonly Service[];
  readonly apps: readonly App[];
  readonly deployments: readonly Deployment[];
  readonly instances: readonly Instance[];
  readonly configs: readonly ConfigValue[];
  readonly secrets: readonly SecretVersion[];
}

export type Collection = keyof Topology;

export const emptyTopology: Topology = {
  clusters: [],
  orgs: [],
  groups: [],
  workspaces: [],
  nodes: [],
  envs: [],
  memberships: [],
  entries: [],
  services: [],
  apps: [],
  deployments: [],
  instances: [],
  configs: [],
  secrets: [],
};

export interface DeploymentKey {
  readonly org: string;
  readonly env: string;
  readonly app: string;
}

/** How a service's connection is written into one variable. */
export type ServiceFormat = 'go-dsn' | 'url' | 'jdbc-url' | 'host' | 'port' | 'user' | 'password' | 'database';

export type RecipeValue =
  | string
  | {readonly service: string; readonly format: ServiceFormat}
  | {readonly secret: string}
  | {readonly instance: 'name' | 'role' | 'ordinal' | 'node'};

export interface RecipeRole {
  /** `1` is exactly one; null is any number, given at deployment. */
  readonly count: number | null;
  readonly weight: number;
  readonly env: Readonly<Record<string, RecipeValue>>;
}

export interface RecipeService {
  readonly kind: string;
  readonly required: boolean;
}

export interface RecipeSecret {
  /** Bytes of randomness when Muster makes it; null: the operator sets it. */
  readonly generateBytes: number | null;
  /** Values that the app itself refuses. */
  readonly refuse: readonly string[];
  /** Values everybody knows: refused in production, warned about elsewhere. */
  readonly publicDefaults: readonly string[];
}

/** What is known of a config key beyond its spelling. */
export interface ConfigRule {
  /** Regular expression of the values that the app understands; null when it takes any. */
  readonly matches: string | null;
  /** Role whose instances must not have an entry of their own environment as the value; null when all may. */
  readonly notEntryOn: string | null;
  /** The app does not read it. */
  readonly ignored: boolean;
  /** End of a sentence: what happens otherwise. */
  readonly because: string;
}

export interface Route {
  readonly path: string;
  readonly port: string;
  readonly websocket: boolean;
}

export interface Health {
  /** Probe of the balancer and of the container: HTTP GET on this port and path expects 2xx. */
  readonly port: string;
  readonly path: string;
  /** Body must contain this text; container probe only. */
  readonly contains: string | null;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly startPeriodMs: number;
  /** Time an instance must stay up without a restart before it counts as healthy. */
  readonly minHealthyMs: number;
}

export interface ProxyTimeouts {
  readonly readMs: number;
  readonly websocketMs: number;
  /** Bound on waiting for sessions to end when an instance is drained. */
  readonly drainMs: number;
}

export interface Recipe {
  readonly name: string;
  /** What it is read by again: name of one that comes with Muster, or absolute path of its file. */
  readonly source: string;
  readonly description: string;
  /** Repository without tag. */
  readonly image: string;
  /** Container port by name. */
  readonly ports: Readonly<Record<string, number>>;
  readonly routes: readonly Route[];
  readonly roles: Readonly<Record<string, RecipeRole>>;
  readonly env: Readonly<Record<string, RecipeValue>>;
  readonly services: Readonly<Record<string, RecipeService>>;
  readonly secrets: Readonly<Record<string, RecipeSecret>>;
  /** Config keys known to the app, for the spelling check; any other key is allowed. */
  readonly knownConfig: readonly string[];
  readonly configRules: Readonly<Record<string, ConfigRule>>;
  readonly health: Health;
  /** Container path by volume name; one volume an instance. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly command: readonly string[] | null;
  /** What each instance reserves of its node's capacity. */
  readonly reserve: Capacity;
  readonly balance: Balance;
  /** `slaves-first` replaces the master last. */
  readonly updateOrder: 'slaves-first' | 'master-first';
  /** Wait between taking an instance out of rotation and stopping it. */
  readonly settleMs: number;
  readonly stopGraceMs: number;
  /** Time within which a dead instance must be noticed. */
  readonly recoveryTargetMs: number;
  readonly timeouts: ProxyTimeouts;
  /** Repeat a safe request (GET, HEAD, OPTIONS) once when an instance dies while answering it. */
  readonly retryReads: boolean;
}
