import type {Row, SqlValue, Tables} from './schema.js';

/** How the records of one kind lie in their table. `key` columns are the primary key and the order of reading. */
export interface Mapping<R, T = Row> {
  readonly table: keyof Tables;
  readonly key: readonly (keyof T & string)[];
  readonly columns: readonly (keyof T & string)[];
  /** The key columns of a record as one text. */
  readonly keyOf: (record: R) => string;
  readonly toRow: (record: R) => T;
  readonly toRecord: (row: T) => R;
}

export const keyText = (...parts: readonly (string | number | null)[]): string => parts.join('\u0000');

export const toFlag = (value: boolean): 0 | 1 => (value ? 1 : 0);
export const fromFlag = (value: 0 | 1): boolean => value === 1;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length < 2 && entries.every(([, each]) => typeof each !== 'object')) return value;
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

/** JSON with sorted keys: equal values are equal text. */
export function toJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** A row as one text: what is sealed, and what is compared. */
export function textOf(mapping: {readonly columns: readonly string[]}, row: Row): string {
  const values: SqlValue[] = [];
  for (const column of mapping.columns) values.push(row[column] ?? null);
  return JSON.stringify(values);
}

export type AnyMapping = Mapping<object>;

export function untyped<R, T>(mapping: Mapping<R, T>): AnyMapping {
  return mapping as unknown as AnyMapping;
}
