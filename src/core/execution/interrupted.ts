import {exitCodes, Failure} from '../domain/errors.js';
import {listWords} from '../domain/indexes.js';
import {formatDuration} from '../domain/values/durations.js';
import {waysOn, waysOnHint} from '../domain/ways-on.js';
import type {Operation} from '../ports/store.js';
import {TimeLimit} from './time-limit.js';

/** Steps that a sentence names; all of them are among its details. */
const mostNamed = 3;

interface Interruption {
  readonly message: string;
  readonly operation?: Pick<Operation, 'id' | 'plan'>;
}

/** The failure of whoever was asked to stop; the signal's reason is the name of the system's signal, or the limit that is over. */
export function interruptedFailure(signal: AbortSignal, interruption: Interruption): Failure {
  if (signal.reason instanceof TimeLimit) return timedOut(signal.reason, interruption);
  const {message, operation} = interruption;
  const name = signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
  return new Failure({
    code: 'INTERRUPTED',
    exit: name === 'SIGTERM' ? exitCodes.sigterm : exitCodes.sigint,
    message: `Interrupted by ${name}; ${message}.`,
    details: {operation: operation?.id ?? null, signal: name, ...(operation ? waysOn(operation) : {})},
    ...(operation ? {subject: `operation ${operation.id}`, hint: waysOnHint(operation)} : {}),
  });
}

/** What the work comes to, unless the signal is aborted before; then the work is left to itself. */
export async function unlessInterrupted<T>(signal: AbortSignal, work: Promise<T>, message: string): Promise<T> {
  let stop = () => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(interruptedFailure(signal, {message}));
  });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, {once: true});
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

function timedOut(limit: TimeLimit, {message, operation}: Interruption): Failure {
  const waitedFor = limit.waitedFor();
  const titles = waitedFor.map(({step}) => step);
  const left = titles.length === 0 ? '' : `; not ended: ${listWords(titles.slice(0, mostNamed))}`;
  return new Failure({
    code: 'TIMED_OUT',
    exit: operation ? exitCodes.stepFailed : exitCodes.outside,
    message: `Not done within --timeout ${formatDuration(limit.limitMs)}${left}; ${message}.`,
    details: {operation: operation?.id ?? null, timeoutMs: limit.limitMs, waitedFor, ...(operation ? waysOn(operation) : {})},
    ...(operation
      ? {subject: `operation ${operation.id}`, hint: waysOnHint(operation)}
      : {hint: 'Give it longer with --timeout; muster doctor shows which machine is slow'}),
  });
}
