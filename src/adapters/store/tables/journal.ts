import type {JournalEntry, StepState} from '../../../core/ports/store.js';
import {keyText, type Mapping, textOf, untyped} from '../codec.js';
import type {JournalRow, Row} from '../schema.js';
import {insertRows} from './sealed-table.js';
import {Seal} from './seals.js';
import type {Session} from './session.js';
import type {Statement} from './statement.js';

type JournalLine = JournalEntry & {readonly seq: number};

const lines: Mapping<JournalLine, JournalRow> = {
  table: 'journal_entries',
  key: ['operation', 'seq'],
  columns: ['operation', 'seq', 'step', 'step_state', 'happened_at', 'message'],
  keyOf: (line) => keyText(line.operation, line.seq),
  toRow: (line) => ({
    operation: line.operation,
    seq: line.seq,
    step: line.step,
    step_state: line.state,
    happened_at: line.at,
    message: line.message,
  }),
  toRecord: (row) => ({
    operation: row.operation,
    seq: row.seq,
    step: row.step,
    state: row.step_state as StepState,
    at: row.happened_at,
    message: row.message,
  }),
};
const anyLines = untyped(lines);
export const journalMapping = anyLines;

const selectLines: Statement = {
  name: 'select journal',
  build: (db) =>
    db
      .selectFrom('journal_entries')
      .select([...lines.columns])
      .where('operation', '=', '')
      .orderBy('seq'),
};
export const journalStatements = [selectLines];

/** Each operation's journal is sealed by itself, so that appending a line reads no other line. */
export function journalScope(operation: string): string {
  return `journal:${operation}`;
}

export async function appendLine(session: Session, entry: JournalEntry): Promise<void> {
  const scope = journalScope(entry.operation);
  const row = lines.toRow({...entry, seq: session.seals.rows(scope) + 1}) as unknown as Row;
  await insertRows(session, anyLines, [row]);
  session.seals.add(scope, Seal.of([textOf(anyLines, row)]));
}

export async function readLines(session: Session, operation: string): Promise<readonly JournalEntry[]> {
  const rows = await session.runner.all<JournalRow>(selectLines, [operation]);
  session.seals.check(journalScope(operation), Seal.of(rows.map((row) => textOf(anyLines, row as unknown as Row))));
  return rows.map((row) => {
    const {seq: _, ...entry} = lines.toRecord(row);
    return entry;
  });
}
