import {parseMemory} from '../../core/domain/capacity.js';
import {cellTexts, type Cell} from '../views/cells.js';
import type {ColumnNames} from './column-names.js';
import {splitList} from './split-list.js';

interface SortKey {
  readonly number: number | null;
  readonly text: string;
}

/** Numbers and sizes as numbers, `web-2` before `web-10`, nothing last in either direction; rows that are alike stay as they were. */
export function sortRows<Row>(rows: readonly Row[], names: ColumnNames<Row>, orders: readonly string[]): readonly Row[] {
  const wanted = splitList(orders).map((text) => ({name: text.replace(/^-/, ''), sign: text.startsWith('-') ? -1 : 1}));
  const columns = names.find(
    wanted.map(({name}) => name),
    '--sort',
  );
  const {compare} = new Intl.Collator('en', {numeric: true});
  const keyed = rows.map((row) => ({row, keys: columns.map((column) => sortKey(column.value(row)))}));
  keyed.sort((a, b) => {
    for (const [index, {sign}] of wanted.entries()) {
      const order = compareKeys(a.keys[index]!, b.keys[index]!, {sign, compare});
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed.map(({row}) => row);
}

function sortKey(cell: Cell): SortKey {
  const text = cellTexts(cell).join(',');
  return {number: typeof cell === 'number' ? cell : parseMemory(text), text};
}

function compareKeys(
  a: SortKey,
  b: SortKey,
  {sign, compare}: {readonly sign: number; readonly compare: (a: string, b: string) => number},
): number {
  if (a.text === '' || b.text === '') return Number(a.text === '') - Number(b.text === '');
  return sign * (a.number !== null && b.number !== null ? a.number - b.number : compare(a.text, b.text));
}
