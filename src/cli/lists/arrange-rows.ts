import {tableView, type TableView} from '../views/table.js';
import {ColumnNames} from './column-names.js';
import {filterRows} from './filter-rows.js';
import type {RowFlagValues} from './row-flags.js';
import {sortRows} from './sort-rows.js';
import {splitList} from './split-list.js';

/** The rows that the flags leave, in their order, and the view with their columns. */
export function arrangeRows<Row>(
  rows: readonly Row[],
  view: TableView<Row>,
  {filter, sort, columns, limit}: RowFlagValues,
): {readonly rows: readonly Row[]; readonly view: TableView<Row>} {
  const names = new ColumnNames(view.columns, rows);
  const kept = filter ? filterRows(rows, names, filter) : rows;
  const ordered = sort ? sortRows(kept, names, sort) : kept;
  return {
    rows: limit === undefined ? ordered : ordered.slice(0, limit),
    view: tableView({
      name: view.name,
      empty: rows.length === 0 ? view.empty : 'Nothing here passes the filter.',
      columns: columns ? names.find(splitList(columns), '--columns') : view.columns,
    }),
  };
}
