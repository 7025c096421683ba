import type {CompiledQuery, Kysely} from 'kysely';
import type {AnyMapping} from '../codec.js';
import type {Row, SqlValue, Tables} from '../schema.js';

/** Rows that one bulk statement writes. */
export const rowsPerStatement = 500;

/** Tables by a name known only at run time. */
type AnyTables = Record<string, Record<string, SqlValue>>;

/** Statements of one database, each compiled once for its mapping. */
export class Statements {
  readonly #db: Kysely<AnyTables>;
  readonly #compiled = new Map<string, CompiledQuery>();

  constructor(db: Kysely<Tables>) {
    this.#db = db as unknown as Kysely<AnyTables>;
  }

  select(mapping: AnyMapping): CompiledQuery<Row> {
    return this.#once(`select ${mapping.table}`, () => {
      let query = this.#db.selectFrom(mapping.table).select([...mapping.columns]);
      for (const column of mapping.key) query = query.orderBy(column);
      return query.compile();
    }) as CompiledQuery<Row>;
  }

  insert(mapping: AnyMapping, rows: readonly Row[]): CompiledQuery {
    const compiled = this.#once(`insert ${mapping.table} ${rows.length}`, () => {
      const blank = Object.fromEntries(mapping.columns.map((column) => [column, '']));
      return this.#db.insertInto(mapping.table).values(rows.map(() => blank)).compile();
    });
    const parameters: SqlValue[] = [];
    for (const row of rows) for (const column of mapping.columns) parameters.push(row[column] ?? null);
    return {...compiled, parameters};
  }

  update(mapping: AnyMapping, row: Row): CompiledQuery {
    const changing = mapping.columns.filter((column) => !mapping.key.includes(column));
    const compiled = this.#once(`update ${mapping.table}`, () => {
      let query = this.#db.updateTable(mapping.table).set(Object.fromEntries(changing.map((column) => [column, ''])));
      for (const column of mapping.key) query = query.where(column, '=', '');
      return query.compile();
    });
    return {...compiled, parameters: [...changing, ...mapping.key].map((column) => row[column] ?? null)};
  }

  delete(mapping: AnyMapping, row: Row): CompiledQuery {
    const compiled = this.#once(`delete ${mapping.table}`, () => {
      let query = this.#db.deleteFrom(mapping.table);
      for (const column of mapping.key) query = query.where(column, '=', '');
      return query.compile();
    });
    return {...compiled, parameters: mapping.key.map((column) => row[column] ?? null)};
  }

  #once(name: string, compile: () => CompiledQuery): CompiledQuery {
    const known = this.#compiled.get(name);
    if (known) return known;
    const compiled = compile();
    this.#compiled.set(name, compiled);
    return compiled;
  }
}
