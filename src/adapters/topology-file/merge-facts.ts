import {isSame} from '../../core/domain/collections.js';
import type {Fact} from './places.js';

/** Told of a fact that is said with two values. */
export type OnConflict = (fact: Fact, values: {readonly earlier: unknown; readonly later: unknown}) => void;

/** What two places say of one thing, together; of a fact that they say differently the earlier value stays. */
export function mergeFacts<T extends object>(earlier: T, later: T, onConflict: OnConflict): T {
  let merged = earlier;
  for (const [key, value] of Object.entries(later)) {
    const said = (earlier as Record<string, unknown>)[key];
    if (said === undefined) merged = {...merged, [key]: value};
    else if (isRecord(said) && isRecord(value)) {
      const inner = mergeFacts(said, value, (fact, values) => onConflict([key, ...fact], values));
      if (inner !== said) merged = {...merged, [key]: inner};
    } else if (!isSame(said, value)) onConflict([key], {earlier: said, later: value});
  }
  return merged;
}

/** Rows in order of their first appearance, those of one name made one. */
export function mergeRows<T>(
  rows: readonly T[],
  nameOf: (row: T) => string,
  merge: (earlier: T, later: T, name: string) => T,
): readonly T[] {
  const merged = new Map<string, T>();
  for (const row of rows) {
    const name = nameOf(row);
    const earlier = merged.get(name);
    merged.set(name, earlier === undefined ? row : merge(earlier, row, name));
  }
  return merged.size === rows.length ? rows : [...merged.values()];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
