import type {Tone} from './palette.js';
import {printable} from '../../core/domain/printable.js';

/** What stands in a column: nothing, an empty text and an empty list are shown as `-`. */
export type Cell = string | number | null | readonly string[] | CellRecord;
export type CellRecord = Readonly<Record<string, string | number>>;

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => Cell;
  readonly tone?: (row: Row) => Tone;
  /** Shown by `--output wide` only. */
  readonly wide?: boolean;
}

export function cellText(cell: Cell): string {
  return printable(cellTexts(cell).join(',')) || '-';
}

/** The texts that a cell holds: several in a list, `key=value` for each pair of a record, none where nothing is. */
export function cellTexts(cell: Cell): readonly string[] {
  if (cell === null || cell === '') return [];
  if (typeof cell !== 'object') return [String(cell)];
  return isRecord(cell) ? Object.entries(cell).map(([key, value]) => `${key}=${value}`) : cell;
}

export function isRecord(cell: Cell): cell is CellRecord {
  return typeof cell === 'object' && cell !== null && !Array.isArray(cell);
}
