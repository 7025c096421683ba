import type {Balance, Capacity, Recipe} from './recipe.js';

export type * from './recipe.js';

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
  /** URL at which its agent answers; null until it has one. */
  readonly address: string | null;
  /** Seconds between two beats of its agent. */
  readonly heartbeatSeconds: number;
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

/** A secret in whatever version. */
export type SecretTarget = Omit<SecretVersion, 'version'>;

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
