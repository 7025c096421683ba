import type {CompiledQuery, Kysely} from 'kysely';
import type {Tables} from '../schema.js';
import type {Seals} from './seals.js';
import type {Statements} from './statements.js';

/** One transaction. */
export interface Session {
  readonly db: Kysely<Tables>;
  readonly seals: Seals;
  readonly statements: Statements;
}

/** Runs a compiled statement; how many rows it changed. */
export async function run(session: Session, query: CompiledQuery): Promise<number> {
  const result = await session.db.executeQuery(query);
  return Number(result.numAffectedRows ?? 0n);
}
