import {textOf} from './codec.js';
import {type Digest, digestOf, finished, firstHigh, firstLow, nextHigh, nextLow} from './digest.js';
import type {Row, SqlValue} from './schema.js';

/**
 * The digests of the texts of rows (`textOf`) without the texts. Rows that come in the order of their key begin mostly as the one
 * before: what they share is digested once, and is one value in both, which takes no memory and is quick to compare.
 */
export class RowDigests {
  readonly #columns: readonly string[];
  readonly #values: (SqlValue | undefined)[];
  /** The state behind each column of the row before. */
  readonly #highs: number[];
  readonly #lows: number[];

  constructor(columns: readonly string[]) {
    this.#columns = columns;
    this.#values = columns.map(() => undefined);
    this.#highs = columns.map(() => 0);
    this.#lows = columns.map(() => 0);
  }

  of(row: Record<string, SqlValue>): Digest {
    return this.#from(row, this.#share(row));
  }

  /** Returns how many columns are all as in the row before. */
  #share(row: Record<string, SqlValue>): number {
    const columns = this.#columns;
    const values = this.#values;
    let shared = 0;
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index] as string;
      const value = row[column] ?? null;
      if (value !== values[index]) continue;
      if (typeof value === 'string') row[column] = values[index] as string;
      if (shared === index) shared += 1;
    }
    return shared;
  }

  #from(row: Row, shared: number): Digest {
    const columns = this.#columns;
    let high = shared === 0 ? firstHigh : (this.#highs[shared - 1] as number);
    let low = shared === 0 ? firstLow : (this.#lows[shared - 1] as number);
    for (let index = shared; index < columns.length; index += 1) {
      const value = row[columns[index] as string] ?? null;
      const isText = typeof value === 'string';
      const text = isText ? value : bareText(value);
      high = nextHigh(high, index === 0 ? 0x5b : 0x2c);
      low = nextLow(low, index === 0 ? 0x5b : 0x2c);
      if (isText) high = nextHigh(high, 0x22);
      if (isText) low = nextLow(low, 0x22);
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        // JSON writes control characters in another way, and lone halves of a pair.
        if (unit < 0x20 || unit >= 0xd800) return this.#ofText(row, index);
        const isEscaped = isText && (unit === 0x22 || unit === 0x5c);
        if (isEscaped) high = nextHigh(high, 0x5c);
        if (isEscaped) low = nextLow(low, 0x5c);
        high = nextHigh(high, unit);
        low = nextLow(low, unit);
      }
      if (isText) high = nextHigh(high, 0x22);
      if (isText) low = nextLow(low, 0x22);
      this.#values[index] = value;
      this.#highs[index] = high;
      this.#lows[index] = low;
    }
    return finished(nextHigh(high, 0x5d), nextLow(low, 0x5d));
  }

  /** The state behind the column and the ones that follow is not known then. */
  #ofText(row: Row, index: number): Digest {
    this.#values[index] = undefined;
    return digestOf(textOf({columns: this.#columns}, row));
  }
}

function bareText(value: number | null): string {
  return Number.isFinite(value) ? `${value}` : JSON.stringify(value);
}
