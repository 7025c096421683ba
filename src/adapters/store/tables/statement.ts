import type {Compilable, Kysely} from 'kysely';
import type {AnyMapping} from '../codec.js';
import type {SqlValue, Tables} from '../schema.js';

/** A query with places for its parameters, written once for every database. `name` tells it from any other. */
export interface Statement {
  readonly name: string;
  readonly build: (db: Kysely<Tables>) => Compilable;
}

/** Tables by a name known only at run time. */
type AnyTables = Record<string, Record<string, SqlValue>>;

const anyTable = (db: Kysely<Tables>): Kysely<AnyTables> => db as unknown as Kysely<AnyTables>;
const blank = (columns: readonly string[]): Record<string, SqlValue> => Object.fromEntries(columns.map((column) => [column, '']));

export function selectStatement(mapping: AnyMapping): Statement {
  return {
    name: `select ${mapping.table}`,
    build: (db) =>
      mapping.key.reduce(
        (query, column) => query.orderBy(column),
        anyTable(db)
          .selectFrom(mapping.table)
          .select([...mapping.columns]),
      ),
  };
}

/** Parameters: the columns of each row in turn. */
export function insertStatement(mapping: AnyMapping, rows: number): Statement {
  return {
    name: `insert ${mapping.table} ${rows}`,
    build: (db) =>
      anyTable(db)
        .insertInto(mapping.table)
        .values(Array.from({length: rows}, () => blank(mapping.columns))),
  };
}

/** Columns that an update sets; the key follows them in the parameters. */
export function changingColumns(mapping: AnyMapping): readonly string[] {
  return mapping.columns.filter((column) => !mapping.key.includes(column));
}

export function updateStatement(mapping: AnyMapping): Statement {
  return {
    name: `update ${mapping.table}`,
    build: (db) =>
      mapping.key.reduce(
        (query, column) => query.where(column, '=', ''),
        anyTable(db)
          .updateTable(mapping.table)
          .set(blank(changingColumns(mapping))),
      ),
  };
}

export function deleteStatement(mapping: AnyMapping): Statement {
  return {
    name: `delete ${mapping.table}`,
    build: (db) => mapping.key.reduce((query, column) => query.where(column, '=', ''), anyTable(db).deleteFrom(mapping.table)),
  };
}
