import {exitCodes, Failure} from '../domain/errors.js';

/** The failure of whoever was asked to stop; the signal's reason is the name of the system's signal. */
export function interruptedFailure(
  signal: AbortSignal,
  {message, operation}: {readonly message: string; readonly operation?: string},
): Failure {
  const name = signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
  return new Failure({
    code: 'INTERRUPTED',
    exit: name === 'SIGTERM' ? exitCodes.sigterm : exitCodes.sigint,
    message: `Interrupted by ${name}; ${message}.`,
    details: {operation: operation ?? null, signal: name},
    ...(operation ? {subject: `operation ${operation}`, hint: `muster operation resume ${operation}`} : {}),
  });
}
