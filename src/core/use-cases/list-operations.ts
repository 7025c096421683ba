import {unknownName} from '../domain/expect.js';
import type {PlannedChange, Step} from '../domain/plan.js';
import {stepTitle} from '../domain/step-title.js';
import {waysOn, type WaysOn} from '../domain/ways-on.js';
import type {Ports} from '../ports/index.js';
import type {JournalEntry, Operation, OperationState, StepState} from '../ports/store.js';
import {doneSteps} from './resume-operation.js';

export interface OperationSummary {
  readonly id: string;
  readonly command: string;
  readonly actor: string;
  readonly state: OperationState;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly steps: number;
  readonly done: number;
}

export interface OperationStep {
  readonly id: string;
  /** What it does, for people. */
  readonly title: string;
  readonly stage: string;
  readonly kind: string;
  readonly node: string;
  readonly state: StepState | 'open';
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly message: string | null;
}

export interface OperationDetails extends Omit<OperationSummary, 'steps'> {
  readonly org: string;
  readonly changes: readonly PlannedChange[];
  readonly steps: readonly OperationStep[];
  /** How to go on with it; null where it has ended. */
  readonly ways: WaysOn | null;
}

export async function listOperations(
  ports: Ports,
  filter: {readonly open: boolean; readonly limit: number},
): Promise<readonly OperationSummary[]> {
  const store = await ports.store();
  const operations = await store.readOperations({limit: filter.limit, ...(filter.open ? {open: true} : {})});
  return Promise.all(operations.map(async (operation) => summarize(operation, await store.readJournal(operation.id))));
}

export async function showOperation(ports: Ports, id: string): Promise<OperationDetails> {
  const store = await ports.store();
  const operation = await store.readOperation(id);
  if (!operation)
    throw unknownName({
      kind: 'operation',
      name: id,
      known: (await store.readOperations()).map((known) => known.id),
      list: 'muster operation list shows all',
    });
  const journal = await store.readJournal(id);
  return {
    ...summarize(operation, journal),
    org: operation.plan.org,
    ways: operation.state === 'done' || operation.state === 'abandoned' ? null : waysOn(operation),
    changes: operation.plan.changes,
    steps: operation.plan.stages.flatMap((stage) => stage.steps.map((step) => stepStatus(step, {stage: stage.title, journal}))),
  };
}

function summarize(
  {id, command, actor, state, createdAt, endedAt, plan}: Operation,
  journal: readonly JournalEntry[],
): OperationSummary {
  return {
    id,
    command,
    actor,
    state,
    createdAt,
    endedAt,
    steps: plan.stages.reduce((count, stage) => count + stage.steps.length, 0),
    done: doneSteps(journal).size,
  };
}

function stepStatus(
  step: Step,
  {stage, journal}: {readonly stage: string; readonly journal: readonly JournalEntry[]},
): OperationStep {
  const lines = journal.filter((entry) => entry.step === step.id);
  const last = lines.at(-1);
  const started = lines.findLast((entry) => entry.state === 'running');
  const ended = last && last.state !== 'running' ? last.at : null;
  return {
    id: step.id,
    title: stepTitle(step),
    stage,
    kind: step.kind,
    node: step.node,
    state: last?.state ?? 'open',
    startedAt: started?.at ?? null,
    endedAt: ended,
    message: last?.message ?? null,
  };
}
