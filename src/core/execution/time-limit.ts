import type {Step} from '../domain/plan.js';
import {stepTitle} from '../domain/step-title.js';
import type {ExecutionEvent} from './execution-event.js';

/** How long a command may take as a whole. It is the reason of the signal that is aborted when it is over. */
export class TimeLimit {
  readonly limitMs: number;
  readonly #open = new Set<Step>();

  constructor(limitMs: number) {
    this.limitMs = limitMs;
  }

  /** Hears of steps, so that it knows at its end what was waited for. */
  hear(event: ExecutionEvent): void {
    if (event.type === 'step-started') this.#open.add(event.step);
    if (event.type === 'step-done') this.#open.delete(event.step);
  }

  /** What had begun and not ended, and on which nodes. */
  waitedFor(): readonly {readonly node: string; readonly step: string}[] {
    return [...this.#open].map((step) => ({node: step.node, step: stepTitle(step)}));
  }
}
