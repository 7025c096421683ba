import {type AnyMapping, type Mapping, textOf, untyped, valuesOf} from '../codec.js';
import {Damage} from '../damage.js';
import {type Digest, digestOf} from '../digest.js';
import {RowDigests} from '../row-digests.js';
import type {Row, SqlValue} from '../schema.js';
import {atOnce} from './at-once.js';
import {Seal} from './seals.js';
import type {Session} from './session.js';
import {
  type Batch,
  changingColumns,
  deleteStatement,
  inBatches,
  insertStatement,
  selectStatement,
  type Statement,
  updateStatement,
} from './statement.js';

/** What was read of a table: `digests[i]` is that of the row of `records[i]`, as it was sealed. */
export interface Snapshot<R> {
  readonly records: readonly R[];
  readonly digests: readonly Digest[];
}

/** Of a hundred rows each. */
const batchesAtOnce = 4;

const scopeOf = (mapping: AnyMapping): string => mapping.table;

export const envScopePrefix = 'env ';

/** Everything of one environment is sealed together too, so that it can be read and checked without the rest. */
export function envScope(org: string, env: string): string {
  return `${envScopePrefix}${org}/${env}`;
}

/** Reads a whole table in the order of its key and checks it against its seal. */
export async function readTable<R, T>(session: Session, mapping: Mapping<R, T>): Promise<Snapshot<R>> {
  const {snapshot, seal} = await readRows(session, mapping, {statement: selectStatement(untyped(mapping)), parameters: []});
  session.seals.check(scopeOf(untyped(mapping)), seal);
  return snapshot;
}

export interface Query {
  readonly statement: Statement;
  readonly parameters: readonly SqlValue[];
}

/** Reads the rows that a query selects, with their seal, which is for the caller to check. */
export async function readRows<R, T>(
  session: Session,
  mapping: Mapping<R, T>,
  {statement, parameters}: Query,
): Promise<{readonly snapshot: Snapshot<R>; readonly seal: Seal}> {
  const any = untyped(mapping);
  const seal = new Seal();
  const records: R[] = [];
  const digests: Digest[] = [];
  const rowDigests = new RowDigests(any.columns);
  for (const row of await session.runner.all(statement, parameters)) {
    const digest = rowDigests.of(row);
    seal.add(digest);
    digests.push(digest);
    records.push(mapping.toRecord(row as T));
  }
  return {snapshot: {records, digests}, seal};
}

/** Inserts without touching a seal: for claims, and for tables whose seal has another scope. */
export async function insertRows({runner}: Pick<Session, 'runner'>, mapping: AnyMapping, rows: readonly Row[]): Promise<void> {
  const insert = async (batch: Batch<Row>) => {
    const parameters = batch.rows.flatMap((row) => valuesOf(row, mapping.columns));
    await runner.run(batch.statement, parameters);
  };
  await atOnce(inBatches(insertStatement(mapping), rows), insert, batchesAtOnce);
}

export async function deleteRows({runner}: Pick<Session, 'runner'>, mapping: AnyMapping, rows: readonly Row[]): Promise<void> {
  await atOnce(rows, async (row) => {
    expectOne(mapping, await runner.run(deleteStatement(mapping), valuesOf(row, mapping.key)));
  });
}

export async function insertRecords<R, T>(session: Session, mapping: Mapping<R, T>, records: readonly R[]): Promise<void> {
  const any = untyped(mapping);
  const added = new SealEdit(any);
  const insert = async (batch: Batch<R>) => {
    const parameters: SqlValue[] = [];
    for (const record of batch.rows) {
      const row = mapping.toRow(record) as Row;
      const values = valuesOf(row, any.columns);
      added.add(row, digestOf(JSON.stringify(values)));
      for (const value of values) parameters.push(value);
    }
    await session.runner.run(batch.statement, parameters);
  };
  await atOnce(inBatches(insertStatement(any), records), insert, batchesAtOnce);
  added.addTo(session);
}

export interface Replacement<R> {
  /** Digest of the row that it replaces. */
  readonly digest: Digest;
  readonly record: R;
}

export async function updateRecords<R, T>(
  session: Session,
  mapping: Mapping<R, T>,
  replacements: readonly Replacement<R>[],
): Promise<void> {
  const any = untyped(mapping);
  const [removed, added] = [new SealEdit(any), new SealEdit(any)];
  const order = [...changingColumns(any), ...any.key];
  await atOnce(replacements, async ({record, digest}) => {
    const row = mapping.toRow(record) as Row;
    removed.add(row, digest);
    added.add(row, digestOf(textOf(any, row)));
    expectOne(any, await session.runner.run(updateStatement(any), valuesOf(row, order)));
  });
  removed.removeFrom(session);
  added.addTo(session);
}

export async function deleteRecords<R, T>(
  session: Session,
  mapping: Mapping<R, T>,
  gone: readonly Replacement<R>[],
): Promise<void> {
  const any = untyped(mapping);
  const removed = new SealEdit(any);
  await atOnce(gone, async ({record, digest}) => {
    const row = mapping.toRow(record) as Row;
    removed.add(row, digest);
    expectOne(any, await session.runner.run(deleteStatement(any), valuesOf(row, any.key)));
  });
  removed.removeFrom(session);
}

/** What rows mean for the seals of their table and of their environments, whose rows mostly come together. */
class SealEdit {
  readonly #mapping: AnyMapping;
  readonly #table = new Seal();
  readonly #envs = new Map<string, Seal>();
  #last: Row = {};
  #ofLast: Seal | null = null;

  constructor(mapping: AnyMapping) {
    this.#mapping = mapping;
  }

  add(row: Row, digest: Digest): void {
    this.#table.add(digest);
    const {env} = this.#mapping;
    if (env === undefined) return;
    if (row[env] !== this.#last[env] || row['org'] !== this.#last['org']) {
      this.#last = row;
      this.#ofLast = this.#of(envScope(String(row['org']), String(row[env])));
    }
    this.#ofLast?.add(digest);
  }

  addTo({seals}: Session): void {
    if (this.#table.rows === 0) return;
    seals.add(scopeOf(this.#mapping), this.#table);
    for (const [scope, seal] of this.#envs) seals.add(scope, seal);
  }

  removeFrom({seals}: Session): void {
    if (this.#table.rows === 0) return;
    seals.remove(scopeOf(this.#mapping), this.#table);
    for (const [scope, seal] of this.#envs) seals.remove(scope, seal);
  }

  #of(scope: string): Seal {
    const seal = this.#envs.get(scope) ?? new Seal();
    this.#envs.set(scope, seal);
    return seal;
  }
}

function expectOne(mapping: AnyMapping, changed: number): void {
  if (changed !== 1) throw new Damage(mapping.table, `a row that was read cannot be found again (${changed} matched)`);
}
