import type {Kysely} from 'kysely';
import type {Failure} from '../../core/domain/errors.js';
import type {Tables} from './schema.js';

export interface Constraint {
  readonly kind: 'unique' | 'reference';
  /** Null when the database does not say. */
  readonly table: string | null;
}

/** Where databases differ, by name; queries never ask which database they run on. */
export interface Capabilities {
  /** Whether several machines can use the database. */
  readonly shared: boolean;
  /** The time by the database's clock, as ISO-8601 UTC with milliseconds: an expression of SQL. */
  readonly clock: string;
  /** Reads the whole schema, to notice that it was altered; null where the database itself notices. */
  readonly schemaQuery: string | null;
  /** Statements compiled when the program was built, by name; any other is compiled when it is first run. */
  readonly compiled: Readonly<Record<string, string>>;
  /** Loads the query builder, which half of all commands never need. */
  kysely(): Promise<Kysely<Tables>>;
  constraintOf(error: unknown): Constraint | null;
  /** The failure that an error of the database means; null when it is a bug of ours. */
  failureOf(error: unknown): Failure | null;
  /** Whether a command brings a store that an older Muster made to its own schema without being asked to. */
  readonly migratesUnasked: boolean;
  /** Revision that is known to have been committed once. */
  readonly leastRevision: number;
  /** Called after each commit that wrote. */
  committed(revision: number): Promise<void>;
}
