import {Damage} from './damage.js';
import type {Row, SqlValue, Tables} from './schema.js';

/** How the records of one kind lie in their table. `key` columns are the primary key and the order of reading. */
export interface Mapping<R, T = Row> {
  readonly table: keyof Tables;
  readonly key: readonly (keyof T & string)[];
  readonly columns: readonly (keyof T & string)[];
  /** Column that holds the environment that a row is part of; absent where it is part of none. */
  readonly env?: keyof T & string;
  /** The key columns of a record as one text. */
  readonly keyOf: (record: R) => string;
  readonly toRow: (record: R) => T;
  readonly toRecord: (row: T) => R;
}

export const keyText = (...parts: readonly (string | number | null)[]): string => parts.join('\u0000');

export const toFlag = (value: boolean): 0 | 1 => (value ? 1 : 0);
export const fromFlag = (value: 0 | 1): boolean => value === 1;

/** Already as `sorted` would make it: most values are one or two numbers or labels. */
function isSorted(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let last = '';
  for (const name in value) {
    const each = (value as Record<string, unknown>)[name];
    if (name < last || each === undefined || !isSorted(each)) return false;
    last = name;
  }
  return true;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) ordered[name] = sorted((value as Readonly<Record<string, unknown>>)[name]);
  return ordered;
}

/** JSON with sorted keys: equal values are equal text. */
export function toJson(value: unknown): string {
  return JSON.stringify(isSorted(value) ? value : sorted(value));
}

const mostKnown = 5000;
const knownValues = new Map<string, unknown>();

/** Rows repeat labels, capacities and roles: equal texts are one value, which nothing alters. */
export function fromJson<T>(text: string): T {
  const known = knownValues.get(text);
  if (known !== undefined) return known as T;
  const value = parsed(text);
  if (knownValues.size === mostKnown) knownValues.clear();
  knownValues.set(text, value);
  return value as T;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Damage('rows', 'a value is not the text that was written');
  }
}

/** A row as one text: what is sealed, and what is compared. */
export function textOf(mapping: {readonly columns: readonly string[]}, row: Row): string {
  return JSON.stringify(valuesOf(row, mapping.columns));
}

export function valuesOf(row: Row, columns: readonly string[]): SqlValue[] {
  const values: SqlValue[] = [];
  for (const column of columns) values.push(row[column] ?? null);
  return values;
}

export type AnyMapping = Mapping<object>;

export function untyped<R, T>(mapping: Mapping<R, T>): AnyMapping {
  return mapping as unknown as AnyMapping;
}
