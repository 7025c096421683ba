import type {ProjectSpec} from './container.js';
import type {DeploymentKey} from './model.js';
import type {ProxyModel} from './proxy.js';

/** Steps are plain data and every one can run twice. */
export type Step =
  | {
      /** Done before the plan is committed: see `pullImages`. */
      readonly kind: 'pull-image';
      readonly id: string;
      readonly node: string;
      readonly image: string;
      readonly wantedBy: string;
    }
  | {readonly kind: 'ensure-network'; readonly id: string; readonly node: string; readonly network: string}
  | {readonly kind: 'remove-network'; readonly id: string; readonly node: string; readonly network: string}
  | {
      readonly kind: 'start-containers';
      readonly id: string;
      readonly node: string;
      readonly project: ProjectSpec;
      readonly names: readonly string[];
    }
  | {
      readonly kind: 'remove-containers';
      readonly id: string;
      readonly node: string;
      readonly project: string;
      readonly names: readonly string[];
      readonly stopGraceMs: number;
    }
  | {
      readonly kind: 'stop-containers';
      readonly id: string;
      readonly node: string;
      readonly project: string;
      readonly names: readonly string[];
      readonly stopGraceMs: number;
    }
  | {
      readonly kind: 'remove-project';
      readonly id: string;
      readonly node: string;
      readonly project: string;
      readonly volumes: boolean;
    }
  | {readonly kind: 'start-proxy'; readonly id: string; readonly node: string; readonly project: ProjectSpec}
  | {readonly kind: 'configure-proxy'; readonly id: string; readonly node: string; readonly model: ProxyModel}
  | {
      readonly kind: 'drain-instance';
      readonly id: string;
      readonly node: string;
      readonly instance: string;
      readonly backends: readonly string[];
      readonly drainMs: number;
      readonly settleMs: number;
    }
  | {
      readonly kind: 'undrain-instance';
      readonly id: string;
      readonly node: string;
      readonly instance: string;
      readonly backends: readonly string[];
      readonly timeoutMs: number;
    }
  | {
      /** Waits until the balancer of the node has the instances up. */
      readonly kind: 'await-instances';
      readonly id: string;
      readonly node: string;
      readonly instances: readonly string[];
      readonly backends: readonly string[];
      readonly timeoutMs: number;
    };

export type StepKind = Step['kind'];
export type StepOf<K extends StepKind> = Extract<Step, {kind: K}>;

export interface Stage {
  readonly title: string;
  /** Steps of a stage run together. */
  readonly steps: readonly Step[];
}

export type ChangeAction = 'start' | 'change' | 'stop' | 'replace-stop-first';

/** One line of the plan as people read it. */
export interface PlannedChange {
  readonly action: ChangeAction;
  /** `org acme`, `node web-1`, `instance prod/new-api-slave-1`, `proxy web-1`. */
  readonly subject: string;
  /** The deployment or environment under which the line stands; null at top level. */
  readonly parent: string | null;
  readonly node: string | null;
  /** `image: a → b`, `not running`. */
  readonly reasons: readonly string[];
  /** Counted in the summary: it moves a container. */
  readonly moves: boolean;
}

/** The version that a deployment ran in before the plan brought another. */
export interface PreviousVersion extends DeploymentKey {
  readonly version: string;
  readonly next: string;
}

export interface Plan {
  readonly format: 1;
  readonly org: string;
  /** Leases to take before the first step: `deployment org/env/app`, `proxy node`. Sorted. */
  readonly leases: readonly string[];
  readonly deployments: readonly DeploymentKey[];
  /** Absent where the plan brings no other version than the one that runs. */
  readonly previous?: readonly PreviousVersion[];
  readonly changes: readonly PlannedChange[];
  readonly stages: readonly Stage[];
  /** Nodes whose engine is touched. */
  readonly nodes: readonly string[];
}

/** A plan to be shown: its lines may be so many that each is made when it is looked at. */
export type ShownPlan = Omit<Plan, 'changes'> & {readonly changes: Iterable<PlannedChange>};

export function isEmptyPlan(plan: Plan): boolean {
  return plan.changes.length === 0 && plan.stages.length === 0;
}

/** A plan that moves nothing. */
export function planWithoutSteps(org: string, changes: readonly PlannedChange[] = []): Plan {
  return {format: 1, org, leases: [], deployments: [], changes, stages: [], nodes: []};
}
