import {unlessInterrupted} from '../core/execution/interrupted.js';
import {BaseCommand} from './base-command.js';

/** For what is done with what did not come: the answer tells which nodes were silent. */
const lastWordsMs = 2000;

/** A command that asks machines, which `--timeout` bounds. */
export abstract class LookCommand extends BaseCommand {
  /** The work, within the time that machines may take over it; what each node would not say in time is part of the answer. */
  protected async look<T>(limitMs: number | undefined, work: () => Promise<T>, left = 'nothing changed'): Promise<T> {
    if (limitMs === undefined) return work();
    const {signal} = this.within(limitMs);
    this.ports.answerWithin({limitMs, over: signal});
    return unlessInterrupted(afterLastWords(signal), work(), left);
  }
}

/** Whoever interrupts is obeyed at once. */
function afterLastWords(signal: AbortSignal): AbortSignal {
  const later = new AbortController();
  const stop = () => setTimeout(() => later.abort(signal.reason), typeof signal.reason === 'string' ? 0 : lastWordsMs).unref();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, {once: true});
  return later.signal;
}
