import {notFound} from '../domain/errors.js';
import {stepTitle} from '../domain/step-title.js';
import {holdLeases} from '../execution/hold-leases.js';
import type {Ports} from '../ports/index.js';
import {expectOwn} from './expect-own.js';
import {movedBy, openSteps, type ResumeOptions} from './resume-operation.js';

export interface AbandonOutcome {
  readonly operation: string;
  readonly changed: boolean;
  readonly dryRun: boolean;
  /** Ids of the steps that will not be done. */
  readonly remaining: readonly string[];
  /** What each of them does, for people. */
  readonly titles: readonly string[];
}

/** Closes an operation that nobody works on; what it has not done stays undone. */
export async function abandonOperation(ports: Ports, id: string, options: ResumeOptions): Promise<AbandonOutcome> {
  const store = await ports.store();
  const found = await store.readOperation(id);
  if (!found) throw notFound('operation', id, 'muster operation list shows all');
  const steps = await openSteps(store, found);
  const left = {remaining: steps.map((step) => step.id), titles: steps.map(stepTitle)};
  const closed = found.state === 'done' || found.state === 'abandoned';
  if (closed || options.dryRun) return {operation: id, changed: !closed, dryRun: options.dryRun, ...left};
  await expectOwn(ports, movedBy(found.plan));
  const held = await holdLeases(ports, {
    resources: found.plan.leases,
    blockedBy: [],
    waitMs: options.lockWaitMs,
    signal: options.signal,
    onEvent: options.onEvent,
  });
  try {
    await store.setOperationState({id, state: 'abandoned', endedAt: ports.clock.now()}, held.leases);
    return {operation: id, changed: true, dryRun: false, ...left};
  } finally {
    await held.release();
  }
}
