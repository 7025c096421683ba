import type {Column} from './cells.js';
import type {View} from './output.js';
import type {Style} from './style.js';
import {tell} from '../streams.js';

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
    isPrintable: true,
    names: (rows) => rows.map(name),
    text: async (rows, style, wide) => {
      if (rows.length === 0) {
        if (empty !== '') tell(empty);
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
