import type {Trouble} from './trouble.js';

export interface Attempts {
  /** Whether the server has answered this process before. */
  readonly answered: boolean;
  readonly elapsedMs: number;
  /** How long to go on. */
  readonly patienceMs: number;
}

/** Pure. Whether a transaction that is known to be rolled back runs again; one that may have been committed never comes here. */
export function mayRunAgain(trouble: Trouble | null, {answered, elapsedMs, patienceMs}: Attempts): boolean {
  if (elapsedMs >= patienceMs) return false;
  switch (trouble) {
    case 'conflict':
    case 'busy':
    case 'lost':
    case 'crowded':
      return true;
    case 'unreachable':
      // Where nothing ever answered, the address is more likely wrong than the server about to start.
      return answered;
    default:
      return false;
  }
}

const firstPauseMs = 10;
const longestPauseMs = 500;

/** Longer from one attempt to the next, and not the same for two commands that met. */
export function pauseMs(attempt: number, random: number): number {
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
  return longest / 2 + (random * longest) / 2;
}
