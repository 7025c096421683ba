import type {Balance, Capacity, Labels, NodeState, RunState} from '../model.js';

/**
 * The topology as something to draw: what there is, what stands within what, and what leads to what. Plain and JSON-safe,
 * sorted, the same for the same topology. `full` has everything one by one; `summary` folds nodes into pools, and entries, apps
 * and instances into counts, so that its size has a bound.
 */
export interface Graph {
  readonly detail: Detail;
  /** How many there are of each, folded or not. */
  readonly counts: GraphCounts;
  /** Parents come before their children. */
  readonly groups: readonly GraphGroup[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Environments that a summary leaves out. */
  readonly unlistedEnvs: number;
}

export type Detail = 'full' | 'summary';

export interface GraphCounts {
  readonly orgs: number;
  readonly nodes: number;
  readonly envs: number;
  /** Addresses, each once with all its paths. */
  readonly entries: number;
  /** Deployments. */
  readonly apps: number;
  readonly instances: number;
}

/** Within it stand other groups, or nodes of the graph. */
export interface GraphGroup {
  /** `org/acme`, `workspace/acme/main`, `group/acme/east`, `zone/acme/east/a`. */
  readonly id: string;
  readonly kind: 'org' | 'workspace' | 'group' | 'zone';
  readonly name: string;
  /** Id of the cluster that looks after it, where there are several. */
  readonly cluster: string | null;
  readonly parent: string | null;
}

export type GraphNode = EntryVertex | EnvVertex | AppVertex | ServiceVertex | MachineVertex | InstanceVertex | PoolVertex;
export type GraphNodeKind = GraphNode['kind'];
export type VertexOf<K extends GraphNodeKind> = Extract<GraphNode, {kind: K}>;

interface Vertex {
  /** `env/acme/prod`: kind and key. */
  readonly id: string;
  readonly name: string;
  /** Id of the group or of the node of the graph that it stands in. */
  readonly parent: string | null;
}

/** An address of an environment, with all its paths; its name is the address. */
export interface EntryVertex extends Vertex {
  readonly kind: 'entry';
  readonly env: string;
  readonly backup: boolean;
  readonly primary: boolean;
  readonly routes: readonly EntryRoute[];
}

export interface EntryRoute {
  readonly path: string;
  readonly app: string | null;
}

export interface EnvVertex extends Vertex {
  readonly kind: 'env';
  readonly labels: Labels;
  /** Position among all environments of the graph, from 0: what tells them apart in a picture. */
  readonly position: number;
  readonly nodes: number;
  readonly instances: number;
  /** What a summary folds into the environment; null in full. */
  readonly folded: FoldedEnv | null;
}

export interface FoldedEnv {
  readonly entries: FoldedList<string>;
  readonly apps: FoldedList<FoldedApp>;
  readonly services: number;
  readonly pools: readonly {readonly pool: string; readonly number: number; readonly nodes: number}[];
}

export interface FoldedApp {
  readonly name: string;
  readonly version: string;
  readonly instances: number;
}

/** The first few, and how many there are beyond them. */
export interface FoldedList<T> {
  readonly first: readonly T[];
  readonly more: number;
}

/** An app in an environment: a deployment. */
export interface AppVertex extends Vertex {
  readonly kind: 'app';
  readonly env: string;
  readonly version: string;
  readonly roles: Readonly<Record<string, number>>;
  readonly balance: Balance;
  readonly state: RunState;
}

export interface ServiceVertex extends Vertex {
  readonly kind: 'service';
  readonly env: string;
  /** `mysql`, `redis`. */
  readonly product: string;
  /** Node that it is run on; null when it is external. */
  readonly node: string | null;
}

/** A node of the fleet. */
export interface MachineVertex extends Vertex {
  readonly kind: 'node';
  readonly group: string;
  readonly zone: string | null;
  readonly address: string;
  readonly connect: string;
  readonly capacity: Capacity;
  readonly labels: Labels;
  readonly state: NodeState;
  readonly weight: number | null;
}

export interface InstanceVertex extends Vertex {
  readonly kind: 'instance';
  readonly env: string;
  readonly app: string;
  readonly role: string;
  readonly ordinal: number;
  readonly ports: Readonly<Record<string, number>>;
}

/** The nodes of one group and zone, folded; its name is that of the zone, or of the group where it has no zone. */
export interface PoolVertex extends Vertex {
  readonly kind: 'pool';
  readonly group: string | null;
  readonly zone: string | null;
  /** From 1; environments refer to it. */
  readonly number: number;
  readonly nodes: number;
  readonly states: Readonly<Record<NodeState, number>>;
  /** Sums of what the nodes say. */
  readonly capacity: Capacity;
  readonly instances: number;
  /** The first of its nodes. */
  readonly members: readonly PoolMember[];
  /** How many nodes are not among the members. */
  readonly unlisted: number;
}

export interface PoolMember {
  readonly name: string;
  readonly org: string;
  readonly state: NodeState;
  readonly capacity: Capacity;
  readonly instances: number;
  /** Names of the environments that it serves. */
  readonly envs: readonly string[];
}

export type GraphEdge = LeadsEdge | ServedEdge | RunsEdge;

/** From an entry to its environment, or to the app that its path leads to. */
export interface LeadsEdge {
  readonly kind: 'leads';
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

/** From an environment to a node that serves it; in a summary between what they are folded into, workspaces and groups included. */
export interface ServedEdge {
  readonly kind: 'served';
  readonly from: string;
  readonly to: string;
  readonly weight: number | null;
  /** Nodes that it stands for: 1 in full. */
  readonly nodes: number;
  /** Instances of the environment there; none when it only may use the node. */
  readonly instances: number;
}

/** From an app to an instance of it. */
export interface RunsEdge {
  readonly kind: 'runs';
  readonly from: string;
  readonly to: string;
}
