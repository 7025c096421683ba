import {exitCodes, Failure} from '../../core/domain/errors.js';
import {listWords} from '../../core/domain/indexes.js';
import {nearestName} from '../../core/domain/nearest.js';
import {isRecord, type Column} from '../views/cells.js';
import {lookup} from '../../core/domain/lookup.js';

/** What names mean in one list: `name` a column, `labels.stage` a key of one, `stage` a label that a row has. */
export class ColumnNames<Row> {
  readonly #columns: ReadonlyMap<string, Column<Row>>;
  readonly #rows: readonly Row[];
  #labels: ReadonlySet<string> | undefined;

  constructor(columns: readonly Column<Row>[], rows: readonly Row[]) {
    this.#columns = new Map(columns.map((column) => [column.title.toLowerCase(), column]));
    this.#rows = rows;
  }

  /** The columns of these names; those that do not exist are refused together. */
  find(names: readonly string[], flag: string): readonly Column<Row>[] {
    const found = names.map((name) => this.#find(name));
    const unknown = names.filter((_, index) => found[index] === null);
    if (unknown.length > 0) throw this.#unknown(unknown, flag);
    return found as readonly Column<Row>[];
  }

  #find(name: string): Column<Row> | null {
    const column = this.#columns.get(name.toLowerCase());
    if (column) return {...column, wide: false};
    const at = name.indexOf('.');
    const record = at < 0 ? undefined : this.#columns.get(name.slice(0, at).toLowerCase());
    if (record && this.#holdsRecords(record)) return keyOf(record, name.slice(at + 1));
    const labels = this.#columns.get('labels');
    // A label need not be said in full where a row has it; where there is no row, nobody knows.
    return labels && (this.#rows.length === 0 || this.#labelKeys().has(name)) ? keyOf(labels, name) : null;
  }

  #holdsRecords({value}: Column<Row>): boolean {
    return this.#rows.every((row) => isRecord(value(row)));
  }

  #labelKeys(): ReadonlySet<string> {
    const labels = this.#columns.get('labels');
    return (this.#labels ??= new Set(this.#rows.flatMap((row) => Object.keys(labels?.value(row) ?? {}))));
  }

  #unknown(names: readonly string[], flag: string): Failure {
    const known = [...this.#columns.keys(), ...this.#labelKeys()];
    const nearest = names.map((name) => nearestName(name, known)).find((name) => name !== null) ?? null;
    const what = this.#columns.has('labels') ? 'column or label' : 'column';
    return new Failure({
      code: 'COLUMN_UNKNOWN',
      exit: exitCodes.usage,
      subject: flag,
      details: {flag, unknown: names, nearest, known},
      message: `${flag} names ${listWords(names)}, and there is no such ${what} here.`,
      hint: `${nearest === null ? '' : `Did you mean ${nearest}? `}There are ${listWords([...this.#columns.keys()])}${this.#columns.has('labels') ? ', and labels.KEY' : ''}`,
    });
  }
}

function keyOf<Row>({value}: Column<Row>, key: string): Column<Row> {
  return {
    title: key.toUpperCase(),
    value: (row) => {
      const cell = value(row);
      return isRecord(cell) ? (lookup(cell, key) ?? null) : null;
    },
  };
}
