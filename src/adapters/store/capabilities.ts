import type {Kysely, RawBuilder} from 'kysely';
import type {Failure} from '../../core/domain/errors.js';
import type {Tables} from './schema.js';

export interface Constraint {
  readonly kind: 'unique' | 'reference';
  /** Null when the database does not say. */
  readonly table: string | null;
}

/** Where databases differ, by name; queries never ask which database they run on. */
export interface Capabilities {
  /** Time by the database's clock, as ISO-8601 UTC with milliseconds. */
  readonly now: RawBuilder<string>;
  /** Ends `create table`: tables are ordered by their primary key. */
  readonly tableEnding: RawBuilder<unknown>;
  /** Whether a foreign key brings an index on its own columns, without which deleting a parent scans the child. */
  readonly indexesForeignKeys: boolean;
  /** The whole schema as text, to notice that it was altered. */
  readSchemaText(db: Kysely<Tables>): Promise<string>;
  /** Records the schema's number where reading it is cheapest. */
  writeSchemaVersion(db: Kysely<Tables>, version: number): Promise<void>;
  constraintOf(error: unknown): Constraint | null;
  /** The failure that an error of the database means; null when it is a bug of ours. */
  failureOf(error: unknown): Failure | null;
  /** Revision that is known to have been committed once. */
  readonly leastRevision: number;
  /** Called after each commit that wrote. */
  committed(revision: number): Promise<void>;
  close(): Promise<void>;
}
