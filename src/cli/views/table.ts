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
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
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
      return renderTable(
        columns.filter((column) => wide || !column.wide),
        rows,
        style,
      );
    },
  };
}

/** With borders on a terminal; without where they do not fit; one record below the other where not even that does. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style): string {
  const natural = columns.map((column) => Math.max(column.title.length, ...rows.map((row) => column.value(row).length)));
  const total = natural.reduce((sum, width) => sum + width, 0);
  if (style.terminal && total + 3 * columns.length + 1 <= style.width) return render({columns, rows, style}, natural, true);
  const gaps = 2 * (columns.length - 1);
  if (total + gaps <= style.width) return render({columns, rows, style}, natural, false);
  const breakable = columns.map((column) => rows.some((row) => column.value(row).includes(' ')));
  const narrowed = narrow(natural, breakable, style.width - gaps);
  return narrowed ? render({columns, rows, style}, narrowed, false) : records({columns, rows, style});
}

interface Content<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly style: Style;
}

function render<Row>({columns, rows, style}: Content<Row>, widths: readonly number[], bordered: boolean): string {
  const padding = bordered ? 1 : 0;
  const table = new Table({
    head: columns.map((column) => style.paint('strong', column.title)),
    ...(bordered ? {} : {chars: noBorders}),
    style: {head: [], border: [], 'padding-left': padding, 'padding-right': padding},
  });
  // Painted line by line: a colour that goes on over a line break would colour the border and the next column.
  const cell = (column: Column<Row>, row: Row, width: number) =>
    wrap(column.value(row), width)
      .map((line) => style.paint(column.tone?.(row) ?? 'plain', line))
      .join('\n');
  for (const row of rows) table.push(columns.map((column, index) => cell(column, row, widths[index] as number)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const leastWidth = 8;

/** Widths that fit, made from the widest columns, first from those of several words; null where too little would be left of them. */
function narrow(natural: readonly number[], breakable: readonly boolean[], room: number): readonly number[] | null {
  const widths = [...natural];
  for (let excess = widths.reduce((sum, width) => sum + width, 0) - room; excess > 0; excess -= 1) {
    const spare = widths.map((width, index) => (breakable[index] && width > leastWidth ? width : 0));
    const candidates = spare.some((width) => width > 0) ? spare : widths;
    const widest = candidates.indexOf(Math.max(...candidates));
    if ((widths[widest] as number) <= leastWidth) return null;
    widths[widest] = (widths[widest] as number) - 1;
  }
  return widths;
}

function records<Row>({columns, rows, style}: Content<Row>): string {
  const width = Math.max(...columns.map((column) => column.title.length));
  return rows
    .map((row) =>
      columns
        .map(
          (column) =>
            `${style.paint('strong', column.title.padEnd(width))}  ${style.paint(column.tone?.(row) ?? 'plain', column.value(row))}`,
        )
        .join('\n'),
    )
    .join('\n\n');
}

/** Lines of at most that width, broken between words where there are some. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const at = space > width / 2 ? space : width;
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}
