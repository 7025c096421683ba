import {type AnyMapping, type Mapping, textOf, untyped} from '../codec.js';
import {Damage} from '../damage.js';
import type {Row, SqlValue} from '../schema.js';
import type {Session} from './session.js';
import {changingColumns, deleteStatement, insertStatement, selectStatement, updateStatement} from './statement.js';

/** Rows that one statement inserts: the few are left to the statement that is always compiled. */
const batchSizes = [500, 50, 1];

/** What a table held when it was read: `texts[i]` is the row of `records[i]` as it was sealed. */
export interface Snapshot<R> {
  readonly records: readonly R[];
  readonly texts: readonly string[];
}

const scopeOf = (mapping: AnyMapping): string => mapping.table;

/** Reads a whole table in the order of its key and checks it against its seal. */
export async function readTable<R, T>(session: Session, mapping: Mapping<R, T>): Promise<Snapshot<R>> {
  const any = untyped(mapping);
  const rows = await session.runner.all(selectStatement(any));
  const texts = rows.map((row) => textOf(any, row));
  session.seals.check(scopeOf(any), texts);
  return {records: rows.map((row) => mapping.toRecord(row as T)), texts};
}

/** Inserts without touching a seal: for claims, and for tables whose seal has another scope. */
export async function insertRows(session: Session, mapping: AnyMapping, rows: readonly Row[]): Promise<void> {
  let start = 0;
  for (const size of batchSizes) {
    for (; rows.length - start >= size; start += size) {
      const batch = rows.slice(start, start + size);
      await session.runner.run(
        insertStatement(mapping, size),
        batch.flatMap((row) => valuesOf(row, mapping.columns)),
      );
    }
  }
}

export async function deleteRows(session: Session, mapping: AnyMapping, rows: readonly Row[]): Promise<void> {
  for (const row of rows) expectOne(mapping, await session.runner.run(deleteStatement(mapping), valuesOf(row, mapping.key)));
}

export async function insertRecords<R, T>(session: Session, mapping: Mapping<R, T>, records: readonly R[]): Promise<void> {
  const any = untyped(mapping);
  const rows = records.map((record) => mapping.toRow(record) as Row);
  await insertRows(session, any, rows);
  if (rows.length > 0)
    session.seals.replace(
      scopeOf(any),
      [],
      rows.map((row) => textOf(any, row)),
    );
}

export interface Replacement<R> {
  readonly beforeText: string;
  readonly record: R;
}

export async function updateRecords<R, T>(
  session: Session,
  mapping: Mapping<R, T>,
  replacements: readonly Replacement<R>[],
): Promise<void> {
  const any = untyped(mapping);
  if (replacements.length === 0) return;
  const rows = replacements.map(({record}) => mapping.toRow(record) as Row);
  const order = [...changingColumns(any), ...any.key];
  for (const row of rows) expectOne(any, await session.runner.run(updateStatement(any), valuesOf(row, order)));
  session.seals.replace(
    scopeOf(any),
    replacements.map(({beforeText}) => beforeText),
    rows.map((row) => textOf(any, row)),
  );
}

export async function deleteRecords<R, T>(
  session: Session,
  mapping: Mapping<R, T>,
  removed: readonly Replacement<R>[],
): Promise<void> {
  const any = untyped(mapping);
  if (removed.length === 0) return;
  await deleteRows(
    session,
    any,
    removed.map(({record}) => mapping.toRow(record) as Row),
  );
  session.seals.replace(
    scopeOf(any),
    removed.map(({beforeText}) => beforeText),
    [],
  );
}

function valuesOf(row: Row, columns: readonly string[]): readonly SqlValue[] {
  return columns.map((column) => row[column] ?? null);
}

function expectOne(mapping: AnyMapping, changed: number): void {
  if (changed !== 1) throw new Damage(mapping.table, `a row that was read cannot be found again (${changed} matched)`);
}
