import type {Runner} from './runner.js';
import type {Seals} from './seals.js';

/** One transaction. */
export interface Session {
  readonly runner: Runner;
  readonly seals: Seals;
}
