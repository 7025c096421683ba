import type {View} from './output.js';
import type {Style, Tone} from './style.js';

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

export interface TableOptions<Row> {
  readonly columns: readonly Column<Row>[];
  readonly name: (row: Row) => string;
  /** Said instead of an empty table, on stderr; nothing where it is empty itself. */
  readonly empty: string;
}

export interface TableView<Row> extends View<readonly Row[]>, TableOptions<Row> {}

/** View of a list: one row a line, a header, borders on a terminal only. */
export function tableView<Row>(options: TableOptions<Row>): TableView<Row> {
  const {columns, name, empty} = options;
  return {
    ...options,
    names: (rows) => rows.map(name),
    text: async (rows, style, wide) => {
      if (rows.length === 0) {
        if (empty !== '') process.stderr.write(`${empty}\n`);
        return '';
      }
      return showTable(
        columns.filter((column) => wide || !column.wide),
        rows,
        style,
      );
    },
  };
}

/** The library that draws is loaded for what is drawn: JSON and bare names do without. */
export async function showTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style): Promise<string> {
  const {renderTable} = await import('./render-table.js');
  return renderTable(columns, rows, style);
}

export function cellText(cell: Cell): string {
  return cellTexts(cell).join(',') || '-';
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
