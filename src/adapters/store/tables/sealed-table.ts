import {type AnyMapping, type Mapping, textOf, untyped} from '../codec.js';
import {Damage} from '../damage.js';
import type {Row} from '../schema.js';
import {rowsPerStatement} from './statements.js';
import {run, type Session} from './session.js';

/** What a table held when it was read: `texts[i]` is the row of `records[i]` as it was sealed. */
export interface Snapshot<R> {
  readonly records: readonly R[];
  readonly texts: readonly string[];
}

const scopeOf = (mapping: AnyMapping): string => mapping.table;

/** Reads a whole table in the order of its key and checks it against its seal. */
export async function readTable<R, T>(session: Session, mapping: Mapping<R, T>): Promise<Snapshot<R>> {
  const any = untyped(mapping);
  const {rows} = await session.db.executeQuery<Row>(session.statements.select(any));
  const texts = rows.map((row) => textOf(any, row));
  session.seals.check(scopeOf(any), texts);
  return {records: rows.map((row) => mapping.toRecord(row as T)), texts};
}

/** Inserts without touching a seal: for claims, and for tables whose seal has another scope. */
export async function insertRows(session: Session, mapping: AnyMapping, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await run(session, session.statements.insert(mapping, rows.slice(start, start + rowsPerStatement)));
  }
}

export async function deleteRows(session: Session, mapping: AnyMapping, rows: readonly Row[]): Promise<void> {
  for (const row of rows) expectOne(mapping, await run(session, session.statements.delete(mapping, row)));
}

export async function insertRecords<R, T>(session: Session, mapping: Mapping<R, T>, records: readonly R[]): Promise<void> {
  const any = untyped(mapping);
  const rows = records.map((record) => mapping.toRow(record) as Row);
  await insertRows(session, any, rows);
  if (rows.length > 0) session.seals.replace(scopeOf(any), [], rows.map((row) => textOf(any, row)));
}

export interface Replacement<R> {
  readonly beforeText: string;
  readonly record: R;
}

export async function updateRecords<R, T>(session: Session, mapping: Mapping<R, T>, replacements: readonly Replacement<R>[]): Promise<void> {
  const any = untyped(mapping);
  if (replacements.length === 0) return;
  const rows = replacements.map(({record}) => mapping.toRow(record) as Row);
  for (const row of rows) expectOne(any, await run(session, session.statements.update(any, row)));
  session.seals.replace(scopeOf(any), replacements.map(({beforeText}) => beforeText), rows.map((row) => textOf(any, row)));
}

export async function deleteRecords<R, T>(session: Session, mapping: Mapping<R, T>, removed: readonly Replacement<R>[]): Promise<void> {
  const any = untyped(mapping);
  if (removed.length === 0) return;
  await deleteRows(session, any, removed.map(({record}) => mapping.toRow(record) as Row));
  session.seals.replace(scopeOf(any), removed.map(({beforeText}) => beforeText), []);
}

function expectOne(mapping: AnyMapping, changed: number): void {
  if (changed !== 1) throw new Damage(mapping.table, `a row that was read cannot be found again (${changed} matched)`);
}
