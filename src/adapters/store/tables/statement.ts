import type {AliasableExpression, Compilable, Kysely} from 'kysely';
import type {AnyMapping} from '../codec.js';
import type {SqlValue, Tables} from '../schema.js';

/** A query with places for its parameters, written once for every database. `name` tells it from any other. */
export interface Statement {
  readonly name: string;
  /** `now` is the time by the database's clock, as `Capabilities.clock` writes it. */
  readonly build: (db: Kysely<Tables>, now: AliasableExpression<string>) => Compilable;
  /** A process runs it again and again. */
  readonly often?: true;
  /** One that inserts a row, so many times over. */
  readonly repeats?: {readonly statement: Statement; readonly times: number};
}

/** How many rows one statement inserts, up to which row: a server begins with few while more are made ready. */
const batchSteps = [
  {times: 100, upTo: 1000},
  {times: 500, upTo: Number.POSITIVE_INFINITY},
  {times: 100, upTo: Number.POSITIVE_INFINITY},
  {times: 10, upTo: Number.POSITIVE_INFINITY},
  {times: 1, upTo: Number.POSITIVE_INFINITY},
];

export interface Batch<T> {
  readonly statement: Statement;
  readonly rows: readonly T[];
}

/** The rows in batches, each with the statement that inserts so many. */
export function* inBatches<T>(statement: Statement, rows: readonly T[]): Iterable<Batch<T>> {
  let start = 0;
  for (const {times, upTo} of batchSteps) {
    const batch = times === 1 ? statement : {...statement, name: `${statement.name} × ${times}`, repeats: {statement, times}};
    for (; start < upTo && rows.length - start >= times; start += times)
      yield {statement: batch, rows: rows.slice(start, start + times)};
  }
}

/** The text of a statement that inserts one row, with its values so many times. */
export function repeatValues(sql: string, times: number): string {
  const at = sql.lastIndexOf(' values ') + ' values '.length;
  return sql.slice(0, at) + Array.from({length: times}, () => sql.slice(at)).join(', ');
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

/** Parameters: org and environment. */
export function selectEnvStatement(mapping: AnyMapping): Statement {
  return {
    name: `select ${mapping.table} of env`,
    build: (db) =>
      mapping.key.reduce(
        (query, column) => query.orderBy(column),
        anyTable(db)
          .selectFrom(mapping.table)
          .select([...mapping.columns])
          .where('org', '=', '')
          .where(mapping.env as string, '=', ''),
      ),
  };
}

/** Inserts one row. */
export function insertStatement(mapping: AnyMapping): Statement {
  return {name: `insert ${mapping.table}`, build: (db) => anyTable(db).insertInto(mapping.table).values(blank(mapping.columns))};
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
