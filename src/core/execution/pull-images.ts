import type {Node} from '../domain/model.js';
import type {Plan, StepOf} from '../domain/plan.js';
import {pullsOf} from '../domain/planning/image-pulls.js';
import type {Ports} from '../ports/index.js';
import {mapBounded} from '../use-cases/bounded.js';
import type {ExecutionEvent} from './execution-event.js';
import {interruptedFailure} from './interrupted.js';

const pullsAtOnce = 8;

export interface Pulling {
  readonly nodes: readonly Node[];
  readonly signal: AbortSignal;
  readonly onEvent: (event: ExecutionEvent) => void;
}

/** Does the pulls of a plan, before anything of it is written or moved. */
export async function pullImages(ports: Ports, plan: Plan, pulling: Pulling): Promise<void> {
  const steps = pullsOf(plan);
  if (steps.length === 0) return;
  const {onEvent, signal} = pulling;
  onEvent({type: 'stage', title: 'Pull images', steps});
  const failures: unknown[] = [];
  await mapBounded(steps, pullsAtOnce, async (step) => {
    if (failures.length === 0 && !signal.aborted)
      await pull(ports, step, pulling).catch((error: unknown) => failures.push(error));
  });
  if (signal.aborted) throw interruptedFailure(signal, {message: 'nothing changed'});
  if (failures.length > 0) throw failures[0];
}

async function pull(ports: Ports, step: StepOf<'pull-image'>, {nodes, signal, onEvent}: Pulling): Promise<void> {
  const node = nodes.find(({name}) => name === step.node);
  if (!node) return;
  onEvent({type: 'step-started', step});
  try {
    await (await ports.engine()).ensureImage(node, step.image, signal);
    onEvent({type: 'step-done', step});
  } catch (error) {
    onEvent({type: 'step-failed', step, message: error instanceof Error ? error.message : String(error)});
    throw error;
  }
}
