import type {Compilable, ExpressionBuilder, Kysely} from 'kysely';
import {type AnyMapping, valuesOf} from '../codec.js';
import type {Row, SqlValue} from '../schema.js';
import type {Runner} from '../tables/runner.js';
import type {Statement} from '../tables/statement.js';

type Key = readonly SqlValue[];
type AnyTables = Record<string, Record<string, SqlValue>>;

/** Keys that begin with `prefix`, from after one on up to another, in the order of the key. */
export interface Range {
  readonly prefix: Key;
  readonly after: Key | null;
  readonly upTo: Key | null;
}

export const whole: Range = {prefix: [], after: null, upTo: null};

/** Pages of a table in the order of its key, so that no page is bigger than memory is for. */
export async function* readPages(
  runner: Runner,
  mapping: AnyMapping,
  {range, rowsAtOnce}: {readonly range: Range; readonly rowsAtOnce: number},
): AsyncIterable<{readonly rows: readonly Row[]; readonly range: Range}> {
  for (let after = range.after; ;) {
    const rows = await readRange(runner, mapping, {range: {...range, after}, limit: rowsAtOnce});
    const last = rows.length < rowsAtOnce ? null : valuesOf(rows.at(-1) as Row, mapping.key);
    yield {rows, range: {...range, after, upTo: last ?? range.upTo}};
    if (last === null) return;
    after = last;
  }
}

export function readRange(
  runner: Runner,
  mapping: AnyMapping,
  {range: {prefix, after, upTo}, limit = null}: {readonly range: Range; readonly limit?: number | null},
): Promise<readonly Row[]> {
  const form = {prefix: prefix.length, after: after !== null, upTo: upTo !== null, limited: limit !== null};
  return runner.all(rangeStatement(mapping, form), [
    ...prefix,
    ...beyondValues(after),
    ...beyondValues(upTo),
    ...(limit === null ? [] : [limit]),
  ]);
}

interface Form {
  readonly prefix: number;
  readonly after: boolean;
  readonly upTo: boolean;
  readonly limited: boolean;
}

function rangeStatement(mapping: AnyMapping, form: Form): Statement {
  const {table, key, columns} = mapping;
  return {
    name: `select ${table} in range ${JSON.stringify(form)}`,
    build: (db) => {
      let query = (db as unknown as Kysely<AnyTables>).selectFrom(table).select([...columns]);
      for (const column of key.slice(0, form.prefix)) query = query.where(column, '=', '');
      if (form.after) query = query.where((eb) => isBeyond(eb, key));
      if (form.upTo) query = query.where((eb) => eb.not(isBeyond(eb, key)));
      for (const column of key) query = query.orderBy(column);
      return (form.limited ? query.limit(1) : query) as Compilable;
    },
  };
}

/** Spelled out: databases find their way by an index for this, and not for a comparison of tuples. */
function isBeyond(eb: ExpressionBuilder<AnyTables, string>, key: readonly string[]) {
  return eb.or(
    key.map((column, index) => eb.and([...key.slice(0, index).map((equal) => eb(equal, '=', '')), eb(column, '>', '')])),
  );
}

function beyondValues(key: Key | null): readonly SqlValue[] {
  return (key ?? []).flatMap((_, index) => (key ?? []).slice(0, index + 1));
}
