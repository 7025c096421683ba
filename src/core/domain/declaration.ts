import type {Balance, Capacity, Labels, ManagedService, NodeState, RunState} from './model.js';

/**
 * What files declare, merged: plain and JSON-safe. An absent property is not declared, so it stays as it is;
 * names are folded, addresses are as written.
 */
export interface DeclaredTopology {
  readonly org: string;
  /** Names; those that nodes and envs mention need not be here. */
  readonly groups: readonly string[];
  readonly workspaces: readonly string[];
  readonly nodes: readonly DeclaredNode[];
  readonly apps: readonly DeclaredApp[];
  readonly envs: readonly DeclaredEnv[];
}

export interface DeclaredNode {
  readonly name: string;
  readonly connect: string;
  readonly address?: string;
  readonly group?: string;
  readonly zone?: string;
  readonly capacity?: Capacity;
  readonly labels?: Labels;
  readonly weight?: number;
  readonly state?: NodeState;
}

export interface DeclaredApp {
  readonly name: string;
  /** Name or path; a relative path is relative to the file that says it. */
  readonly recipe: string;
  readonly image?: string;
}

export interface DeclaredEnv {
  readonly name: string;
  readonly workspace?: string;
  readonly labels?: Labels;
  readonly nodes: readonly DeclaredMembership[];
  readonly entries: readonly DeclaredEntry[];
  readonly services: readonly DeclaredService[];
  /** For every app of the environment. */
  readonly config: Readonly<Record<string, string>>;
  /** Of apps that are not deployed here, by app. */
  readonly appConfig?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Two of one app, from several files, differ in version: see `checkDeclaredVersions`. */
  readonly deployments: readonly DeclaredDeployment[];
}

export interface DeclaredMembership {
  readonly node: string;
  readonly weight?: number;
}

export interface DeclaredEntry {
  readonly address: string;
  readonly backup: boolean;
  readonly app?: string;
  readonly path: string;
}

export interface DeclaredService {
  readonly name: string;
  readonly kind: string;
  readonly url?: string;
  readonly passwordSecret?: string;
  readonly managed?: ManagedService;
}

export interface DeclaredDeployment {
  readonly app: string;
  readonly version: string;
  /** `slaves: 3` is `{slave: 3}`. A role that is not here keeps its number, or gets its recipe's. */
  readonly roles: Readonly<Record<string, number>>;
  readonly balance?: Balance;
  readonly weights: Readonly<Record<string, number>>;
  readonly config: Readonly<Record<string, string>>;
  readonly state?: RunState;
  /** `FILE:LINE`, where several places say several versions. */
  readonly place?: string;
}
