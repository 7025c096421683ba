import Table from 'cli-table3';
import type {View} from './output.js';
import type {Style, Tone} from './style.js';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly tone?: (row: Row) => Tone;
  /** Shown by `--output wide` only. */
  readonly wide?: boolean;
}

export interface TableOptions<Row> {
  readonly columns: readonly Column<Row>[];
  readonly name: (row: Row) => string;
  /** Said instead of an empty table, on stderr. */
  readonly empty: string;
}

const noBorders = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ',
};

/** View of a list: one row a line, a header, borders on a terminal only. */
export function tableView<Row>({columns, name, empty}: TableOptions<Row>): View<readonly Row[]> {
  return {
    names: (rows) => rows.map(name),
    text: (rows, style, wide) => {
      if (rows.length === 0) {
        process.stderr.write(`${empty}\n`);
        return '';
      }
      return renderTable(columns.filter((column) => wide || !column.wide), rows, style);
    },
  };
}

export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style): string {
  const table = new Table({
    head: columns.map((column) => style.paint('strong', column.title)), style: {head: [], border: [], 'padding-left': style.terminal ? 1 : 0, 'padding-right': style.terminal ? 1 : 0},
    ...(style.terminal ? {wordWrap: true, wrapOnWordBoundary: false, ...widths(columns, rows, style)} : {chars: noBorders}),
  });
  for (const row of rows) table.push(columns.map((column) => style.paint(column.tone?.(row) ?? 'plain', column.value(row))));
  return table.toString().split('\n').map((line) => line.trimEnd()).join('\n');
}

/** Columns of a table wider than the terminal are narrowed from the widest; their text wraps. */
function widths<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style): {readonly colWidths?: number[]} {
  const wanted = columns.map((column) => Math.max(column.title.length, ...rows.map((row) => column.value(row).length)) + 2);
  const borders = columns.length + 1;
  let excess = wanted.reduce((sum, width) => sum + width, borders) - style.width;
  if (excess <= 0) return {};
  while (excess > 0) {
    const widest = wanted.indexOf(Math.max(...wanted));
    if ((wanted[widest] as number) <= 8) break;
    wanted[widest] = (wanted[widest] as number) - 1;
    excess -= 1;
  }
  return {colWidths: wanted};
}
