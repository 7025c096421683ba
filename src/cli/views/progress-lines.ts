import type {Step} from '../../core/domain/plan.js';
import type {ExecutionEvent} from '../../core/execution/execution-event.js';
import {formatDuration} from '../durations.js';

/** Where what an execution tells is shown. */
export interface Progress {
  tell(event: ExecutionEvent): void;
  /** When everything told so far stands on the screen. */
  settled(): Promise<void>;
}

/** One plain line for an event; null where there is nothing to say. */
export function eventLine(event: ExecutionEvent, elapsedMs: number): string | null {
  switch (event.type) {
    case 'waiting':
      return `waiting for ${event.holder}, who holds ${event.resource} (${formatDuration(event.remainingMs)} left)`;
    case 'started':
      return `operation ${event.operation}: ${event.steps} ${event.steps === 1 ? 'step' : 'steps'}`;
    case 'took-over':
      return `taking over from operation ${event.operation}, which did not end`;
    case 'step-started':
      return `  ${stepTitle(event.step)} …`;
    case 'step-done':
      return `  ${stepTitle(event.step)} done${event.note ? ` (${event.note})` : ''}`;
    case 'step-skipped':
      return `  ${stepTitle(event.step)} was done before`;
    case 'step-failed':
      return `  ${stepTitle(event.step)} failed: ${event.message}`;
    case 'ended':
      return `operation ${event.operation} ${event.state} after ${formatDuration(elapsedMs)}`;
    case 'stage':
      return null;
  }
}

/** What a step does, for people. */
export function stepTitle(step: Step): string {
  switch (step.kind) {
    case 'pull-image':
      return `pull ${step.image} on ${step.node}`;
    case 'ensure-network':
      return `create network ${step.network} on ${step.node}`;
    case 'remove-network':
      return `remove network ${step.network} from ${step.node}`;
    case 'start-containers':
      return `start ${step.names.join(', ')} on ${step.node}`;
    case 'stop-containers':
      return `stop ${step.names.join(', ')} on ${step.node}`;
    case 'remove-containers':
      return `remove ${step.names.join(', ')} from ${step.node}`;
    case 'remove-project':
      return `remove ${step.project} from ${step.node}`;
    case 'start-proxy':
      return `start the balancer on ${step.node}`;
    case 'configure-proxy':
      return `configure the balancer on ${step.node}`;
    case 'drain-instance':
      return `take ${step.instance} out of rotation on ${step.node}`;
    case 'undrain-instance':
      return `return ${step.instance} to rotation on ${step.node}`;
    case 'await-instances':
      return `wait until the balancer on ${step.node} has ${someOf(step.instances)} up`;
  }
}

const mostNamed = 3;

function someOf(names: readonly string[]): string {
  return names.length <= mostNamed ? names.join(', ') : `${names.length} instances`;
}
