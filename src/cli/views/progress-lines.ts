import {stepTitle} from '../../core/domain/step-title.js';
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
