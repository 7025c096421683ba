import type {ExecutionEvent} from '../core/execution/execution-event.js';
import {TimeLimit} from '../core/execution/time-limit.js';

/** When work has to end: asked by a person, or because the time that it was given is over. */
export interface Deadline {
  readonly signal: AbortSignal;
  hear(event: ExecutionEvent): void;
  /** Whoever thinks about an answer takes none of the time. */
  pause<T>(ask: () => Promise<T>): Promise<T>;
  /** Whether its time is over. */
  isOver(): boolean;
}

export function deadline(interrupt: AbortSignal, limitMs: number | undefined): Deadline {
  if (limitMs === undefined) return {signal: interrupt, hear: () => undefined, pause: (ask) => ask(), isOver: () => false};
  const limit = new TimeLimit(limitMs);
  const over = new AbortController();
  let leftMs = limitMs;
  let since = performance.now();
  const begin = () => {
    since = performance.now();
    return setTimeout(() => over.abort(limit), leftMs).unref();
  };
  let timer = begin();
  return {
    signal: AbortSignal.any([interrupt, over.signal]),
    hear: (event) => limit.hear(event),
    pause: async (ask) => {
      clearTimeout(timer);
      leftMs -= performance.now() - since;
      const answer = await ask();
      timer = begin();
      return answer;
    },
    isOver: () => over.signal.aborted,
  };
}
