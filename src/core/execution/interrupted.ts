import {exitCodes, Failure} from '../domain/errors.js';
import {waysOn, waysOnHint} from '../domain/ways-on.js';
import type {Operation} from '../ports/store.js';

/** The failure of whoever was asked to stop; the signal's reason is the name of the system's signal. */
export function interruptedFailure(
  signal: AbortSignal,
  {message, operation}: {readonly message: string; readonly operation?: Pick<Operation, 'id' | 'plan'>},
): Failure {
  const name = signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
  return new Failure({
    code: 'INTERRUPTED',
    exit: name === 'SIGTERM' ? exitCodes.sigterm : exitCodes.sigint,
    message: `Interrupted by ${name}; ${message}.`,
    details: {operation: operation?.id ?? null, signal: name, ...(operation ? waysOn(operation) : {})},
    ...(operation ? {subject: `operation ${operation.id}`, hint: waysOnHint(operation)} : {}),
  });
}
