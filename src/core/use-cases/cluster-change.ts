import type {DeploymentKey, Topology} from '../domain/model.js';
import type {Plan, ShownPlan} from '../domain/plan.js';
import type {PlannedWork} from '../domain/planning/planned-work.js';
import type {PlanScope} from '../domain/planning/plan-input.js';
import type {Violation} from '../domain/violation.js';
import type {TopologyPart} from '../ports/store.js';
import type {ExecutionEvent} from '../execution/execution-event.js';

/** A change that may move machines: a pure edit, and the part of the topology that it may move. */
export interface ClusterChange {
  readonly org: string;
  edit(before: Topology): Topology;
  scope(before: Topology, after: Topology): Omit<PlanScope, 'org'>;
  /** What was found against it before it was made. */
  readonly found?: readonly Violation[];
  /** Codes of rules that the operator overrides with `--force`. */
  readonly overridden?: readonly string[];
  /** Of a change of entries: what it concerns as long as nothing runs there. */
  readonly part?: TopologyPart;
  /** Deployment of which the change is to replace nothing that runs in another version than is declared. */
  readonly releasesNothing?: DeploymentKey;
  /** Nodes that the change takes out; with `force` those that do not answer are given up, and what runs there stays behind. */
  readonly leaving?: {readonly nodes: readonly string[]; readonly force: boolean};
}

export interface AgreedWork {
  readonly work: PlannedWork;
  readonly again: string;
}

export interface ChangeOptions {
  readonly dryRun: boolean;
  /** Of a removal: what is not there is gone already. */
  readonly missingOk?: boolean;
  /** Codes of rules that the operator overrides beside those of the change. */
  readonly overridden?: readonly string[];
  /** How long to wait for a lease that another holds. */
  readonly lockWaitMs: number;
  /** Shows the plan before anything is asked or moved. Absent: not shown. */
  readonly showPlan?: (plan: Pick<ShownPlan, 'changes'>) => Promise<void>;
  /** Asked before something that runs is stopped or replaced; false cancels. Absent: not asked. */
  readonly confirm?: (plan: Plan) => Promise<boolean>;
  readonly onEvent: (event: ExecutionEvent) => void;
  readonly signal: AbortSignal;
  /** What somebody has seen and agreed to before, and the command that shows it anew; anything else is stale. */
  readonly agreed?: AgreedWork;
}

/** Nodes on which was looked before anything was decided; what runs on those that did not answer is not known. */
export interface Looked {
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
}

export interface ChangeOutcome {
  readonly plan: Plan;
  /** Null when nothing had to move. */
  readonly operation: string | null;
  /** False when the topology and what runs were already as asked for. */
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly warnings: readonly Violation[];
  readonly before: Topology;
  readonly after: Topology;
  /** Absent: no machine was looked at. */
  readonly looked?: Looked;
}

/** As much of it as is shown. */
export type ShownOutcome = Omit<ChangeOutcome, 'before' | 'after' | 'plan'> & {readonly plan: ShownPlan};

/** Scope of one deployment with the balancers that lead to it. */
export function deploymentScope(topology: Topology, keys: readonly DeploymentKey[]): Omit<PlanScope, 'org'> {
  const envs = new Set(keys.map((key) => `${key.org}/${key.env}`));
  const proxyNodes = topology.memberships
    .filter((membership) => envs.has(`${membership.org}/${membership.env}`))
    .map((membership) => membership.node);
  return {deployments: keys, serviceEnvs: [], proxyNodes: [...new Set(proxyNodes)].sort(), removeVolumes: false};
}
