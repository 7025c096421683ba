import type {AuditRecord} from '../../../core/ports/store.js';
import {fromJson, type Mapping, textOf, toJson, untyped} from '../codec.js';
import {Damage} from '../damage.js';
import {digestOf, hexOf} from '../digest.js';
import type {AuditRow, Row} from '../schema.js';
import {insertRows} from './sealed-table.js';
import {Seal} from './seals.js';
import type {Session} from './session.js';
import type {Statement} from './statement.js';

type AuditLine = AuditRecord & {readonly seq: number};

const mapping: Mapping<AuditLine, AuditRow> = {
  table: 'audit_records',
  key: ['seq'],
  columns: [
    'seq',
    'id',
    'happened_at',
    'actor',
    'host',
    'command',
    'arguments',
    'exit_code',
    'outcome',
    'overridden',
    'operation',
    'row_digest',
  ],
  keyOf: (line) => `${line.seq}`,
  toRow: (line) => ({
    seq: line.seq,
    id: line.id,
    happened_at: line.at,
    actor: line.actor,
    host: line.host,
    command: line.command,
    arguments: toJson(line.arguments),
    exit_code: line.exit,
    outcome: line.outcome,
    overridden: toJson(line.overridden),
    operation: line.operation,
    row_digest: '',
  }),
  toRecord: (row) => ({
    seq: row.seq,
    id: row.id,
    at: row.happened_at,
    actor: row.actor,
    host: row.host,
    command: row.command,
    arguments: fromJson(row.arguments),
    exit: row.exit_code,
    outcome: row.outcome,
    overridden: fromJson(row.overridden),
    operation: row.operation,
  }),
};
const anyMapping = untyped(mapping);

export const auditMapping = anyMapping;

const selectNewest: Statement = {
  name: 'select audit',
  build: (db) =>
    db
      .selectFrom('audit_records')
      .select([...mapping.columns])
      .orderBy('seq', 'desc')
      .limit(1),
};
export const auditStatements = [selectNewest];

export const auditScope = mapping.table;

const digestOfRow = (row: AuditRow): string => hexOf(digestOf(textOf(anyMapping, {...row, row_digest: ''})));

export async function appendRecord(session: Session, record: AuditRecord): Promise<void> {
  const unsigned = mapping.toRow({...record, seq: session.seals.rows(auditScope) + 1});
  const row = {...unsigned, row_digest: digestOfRow(unsigned)};
  await insertRows(session, anyMapping, [row]);
  session.seals.add(auditScope, Seal.of([textOf(anyMapping, row as unknown as Row)]));
}

/** The newest first. Only these rows are read, so each bears a digest, and their numbers must follow each other up to the sealed count. */
export async function readRecords(session: Session, limit: number): Promise<readonly AuditRecord[]> {
  const rows = await session.runner.all<AuditRow>(selectNewest, [limit]);
  const count = session.seals.rows(auditScope);
  if (rows.length !== Math.min(limit, count)) throw new Damage(auditScope, 'records are missing');
  return rows.map((row, index) => {
    if (row.seq !== count - index) throw new Damage(auditScope, `record ${count - index} is missing`);
    if (digestOfRow(row) !== row.row_digest)
      throw new Damage(auditScope, `record ${row.seq} does not match the digest it was written with`);
    const {seq: _, ...record} = mapping.toRecord(row);
    return record;
  });
}
