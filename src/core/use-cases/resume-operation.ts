import {exitCodes, Failure} from '../domain/errors.js';
import {unknownName} from '../domain/expect.js';
import type {Moved} from '../domain/looked-after.js';
import type {Plan, Step} from '../domain/plan.js';
import {withCurrentRoutes} from '../domain/planning/current-routes.js';
import {stepTitle} from '../domain/step-title.js';
import type {ExecutionEvent} from '../execution/execution-event.js';
import {holdLeases, leaseTtlMs} from '../execution/hold-leases.js';
import {runOperation} from '../execution/run-operation.js';
import type {Ports} from '../ports/index.js';
import type {JournalEntry, Operation, Store} from '../ports/store.js';
import type {Violation} from '../domain/violation.js';
import {expectOwn} from './expect-own.js';
import {remainingDrift} from './remaining-drift.js';

export interface ResumeOptions {
  readonly dryRun: boolean;
  readonly lockWaitMs: number;
  readonly onEvent: (event: ExecutionEvent) => void;
  readonly signal: AbortSignal;
}

export interface ResumeOutcome {
  readonly operation: string;
  readonly changed: boolean;
  readonly dryRun: boolean;
  /** Ids of the steps that were left to do. */
  readonly steps: readonly string[];
  /** What each of them does, for people. */
  readonly titles: readonly string[];
  /** What is still not as desired afterwards. */
  readonly warnings: readonly Violation[];
}

/** Finishes an operation that stopped half way: what the journal has as done is skipped, the rest runs again. */
export async function resumeOperation(ports: Ports, id: string | null, options: ResumeOptions): Promise<ResumeOutcome> {
  const store = await ports.store();
  const found = await findOpenOperation(store, id);
  if (found.state === 'done' || options.dryRun)
    return {
      operation: found.id,
      changed: found.state !== 'done',
      dryRun: options.dryRun,
      ...shownSteps(await openSteps(store, found)),
      warnings: [],
    };
  await expectOwn(ports, movedBy(found.plan));
  const held = await holdLeases(ports, {
    resources: found.plan.leases,
    blockedBy: found.plan.deployments.map((key) => `env ${key.org}/${key.env}`),
    // Its holder may have died a moment ago, on another machine.
    waitMs: Math.max(options.lockWaitMs, 2 * leaseTtlMs),
    signal: options.signal,
    onEvent: options.onEvent,
  });
  try {
    const operation = await expectOperation(store, found.id);
    if (operation.state === 'done')
      return {operation: operation.id, changed: false, dryRun: false, ...shownSteps([]), warnings: []};
    const steps = await openSteps(store, operation);
    const topology = await store.readTopology();
    await store.setOperationState({id: operation.id, state: 'running', endedAt: null}, held.leases);
    await runOperation(ports, {
      operation: {...operation, plan: withCurrentRoutes(operation.plan, topology)},
      nodes: topology.nodes.filter((node) => node.org === operation.plan.org),
      done: doneSteps(await store.readJournal(operation.id)),
      held,
      signal: options.signal,
      onEvent: options.onEvent,
    });
    return {
      operation: operation.id,
      changed: true,
      dryRun: false,
      ...shownSteps(steps),
      warnings: await remainingDrift(ports, operation.plan),
    };
  } finally {
    await held.release();
  }
}

/** What a plan acts on. */
export function movedBy({org, deployments, nodes}: Plan): readonly Moved[] {
  const envs = [...new Set(deployments.map(({env}) => env))];
  return [
    ...envs.map((name) => ({kind: 'env', org, name}) as const),
    ...nodes.map((name) => ({kind: 'node', org, name}) as const),
  ];
}

/** The named operation, or the only one that is open. */
export async function findOpenOperation(store: Store, id: string | null): Promise<Operation> {
  if (id !== null) return expectOperation(store, id);
  const open = await store.readOperations({open: true});
  const [only] = open;
  if (only && open.length === 1) return only;
  throw new Failure({
    code: open.length === 0 ? 'NOT_FOUND' : 'OPERATION_UNCLEAR',
    exit: open.length === 0 ? exitCodes.notFound : exitCodes.usage,
    message:
      open.length === 0
        ? 'No operation is open.'
        : `${open.length} operations are open: ${open.map((operation) => operation.id).join(', ')}.`,
    hint: open.length === 0 ? 'muster status shows what runs' : `Name one: muster operation resume ${only?.id}`,
    details: {open: open.map((operation) => operation.id)},
  });
}

async function expectOperation(store: Store, id: string): Promise<Operation> {
  const operation = await store.readOperation(id);
  if (!operation)
    throw unknownName({
      kind: 'operation',
      name: id,
      known: (await store.readOperations({open: true})).map((open) => open.id),
      list: 'muster operation list shows all',
    });
  if (operation.state === 'abandoned') {
    throw new Failure({
      code: 'OPERATION_ABANDONED',
      exit: exitCodes.busy,
      subject: `operation ${id}`,
      details: {operation: id, command: operation.command},
      message: `Operation ${id} was given up or another has taken over; its plan no longer holds.`,
      hint: `Run its command again: ${operation.command}`,
    });
  }
  return operation;
}

/** Those that the journal has not as done. */
export async function openSteps(store: Store, operation: Operation): Promise<readonly Step[]> {
  const done = doneSteps(await store.readJournal(operation.id));
  return operation.plan.stages.flatMap((stage) => stage.steps).filter((step) => !done.has(step.id));
}

function shownSteps(steps: readonly Step[]): Pick<ResumeOutcome, 'steps' | 'titles'> {
  return {steps: steps.map((step) => step.id), titles: steps.map(stepTitle)};
}

/** Steps whose last line says done. */
export function doneSteps(journal: readonly JournalEntry[]): ReadonlySet<string> {
  const last = new Map(journal.map((entry) => [entry.step, entry.state]));
  return new Set([...last].filter(([, state]) => state === 'done').map(([step]) => step));
}
