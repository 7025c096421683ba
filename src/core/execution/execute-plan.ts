import {exitCodes, Failure} from '../domain/errors.js';
import {groupBy} from '../domain/indexes.js';
import type {Plan, Stage, Step} from '../domain/plan.js';
import {waysOn, waysOnFailed, waysOnHint} from '../domain/ways-on.js';
import type {Lease, Operation, StepState, Store} from '../ports/store.js';
import type {ExecutionEvent} from './execution-event.js';
import {executeStep, type StepContext} from './step-handlers.js';

export interface Execution {
  readonly operation: string;
  readonly plan: Plan;
  /** Steps that the journal has as done. */
  readonly done: ReadonlySet<string>;
  readonly leases: readonly Lease[];
  readonly store: Store;
  readonly context: StepContext;
  /** Aborted: start no new step, let running ones end. */
  readonly stopping: AbortSignal;
  readonly onEvent: (event: ExecutionEvent) => void;
}

/** Containers started at once on one engine: more only queue there. */
const stepsPerNode = 8;
const mostSteps = 32;

/** Walks a plan and journals every step. Throws the first failure when the steps that run beside it have ended. */
export async function executePlan(execution: Execution): Promise<'done' | 'interrupted'> {
  for (const stage of execution.plan.stages) {
    const open = stage.steps.filter((step) => !execution.done.has(step.id));
    for (const step of stage.steps.filter((candidate) => execution.done.has(candidate.id)))
      execution.onEvent({type: 'step-skipped', step});
    if (execution.stopping.aborted) return 'interrupted';
    if (open.length > 0) await executeStage(execution, {title: stage.title, steps: open});
  }
  return execution.stopping.aborted && !finished(execution) ? 'interrupted' : 'done';
}

function finished({plan, done}: Execution): boolean {
  return plan.stages.every((stage) => stage.steps.every((step) => done.has(step.id)));
}

async function executeStage(execution: Execution, stage: Stage): Promise<void> {
  execution.onEvent({type: 'stage', title: stage.title, steps: stage.steps});
  const nodes = groupBy(stage.steps, (step) => step.node);
  const queue = inTurns([...nodes.values()]);
  const failures: unknown[] = [];
  const worker = async () => {
    for (let step = queue.shift(); step && !execution.stopping.aborted && failures.length === 0; step = queue.shift()) {
      await runStep(execution, step).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({length: Math.min(stepsPerNode * nodes.size, mostSteps, queue.length)}, worker));
  if (failures.length > 0) throw failures[0];
}

/** One of each, then the next of each: no node waits until another has everything. */
function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({length: longest}, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

async function runStep(execution: Execution, step: Step): Promise<void> {
  await journal(execution, step, 'running', null);
  execution.onEvent({type: 'step-started', step});
  try {
    const note = await executeStep(step, execution.context);
    await journal(execution, step, 'done', note ?? null);
    (execution.done as Set<string>).add(step.id);
    execution.onEvent({type: 'step-done', step, ...(note ? {note} : {})});
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!isLeaseLost(error)) await journal(execution, step, 'failed', message);
    execution.onEvent({type: 'step-failed', step, message});
    throw error;
  }
}

function isLeaseLost(error: unknown): boolean {
  return error instanceof Failure && error.code === 'LEASE_LOST';
}

async function journal(
  {store, operation, leases, context}: Execution,
  step: Step,
  state: StepState,
  message: string | null,
): Promise<void> {
  await store.appendJournal({operation, step: step.id, state, at: context.clock.now(), message}, leases);
}

/** The failure of an operation: what went wrong, and how to go on with it. */
export function operationFailure(operation: Pick<Operation, 'id' | 'plan' | 'command'>, cause: unknown): Failure {
  if (!(cause instanceof Failure)) throw cause;
  const isOutside = cause.exitCode === exitCodes.busy || cause.exitCode === exitCodes.outside;
  const ways = isOutside ? waysOnHint(operation) : waysOnFailed(operation);
  return new Failure({
    code: cause.code,
    exit: isOutside ? cause.exitCode : exitCodes.stepFailed,
    message: cause.message,
    hint: cause.hint ? `${cause.hint}; then ${ways}` : ways,
    ...(cause.subject ? {subject: cause.subject} : {}),
    details: {...cause.details, operation: operation.id, ...waysOn(operation)},
    cause: cause.cause,
  });
}
