import type {Failure} from '../core/domain/errors.js';
import type {Identity, Ports} from '../core/ports/index.js';
import {tell} from './streams.js';

export interface AuditFacts {
  /** `node add`. */
  readonly command: string;
  readonly arguments: readonly string[];
  readonly failure: Failure | null;
  readonly operation: string | null;
  readonly overridden: readonly string[];
}

interface Auditing extends Pick<Ports, 'clock' | 'store'> {
  /** Whatever may be wrong with what they asked for. */
  whoRuns(): Promise<Identity>;
}

/** Records a mutating command. A store that cannot be written is what the command itself has failed with, so it is not told again. */
export async function appendAudit(ports: Auditing, facts: AuditFacts): Promise<void> {
  try {
    const [store, identity] = await Promise.all([ports.store(), ports.whoRuns()]);
    await store.appendAudit({
      id: ports.clock.newId(),
      at: ports.clock.now(),
      actor: identity.actor,
      host: identity.host,
      command: facts.command,
      arguments: facts.arguments,
      exit: facts.failure?.exitCode ?? 0,
      outcome: facts.failure?.code ?? 'DONE',
      overridden: facts.overridden,
      operation: facts.operation,
    });
  } catch (error) {
    if (!facts.failure) tell(`Warning: the audit record could not be written: ${(error as Error).message}`);
  }
}
