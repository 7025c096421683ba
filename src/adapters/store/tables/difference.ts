import {type Mapping, textOf, untyped} from '../codec.js';
import type {Row} from '../schema.js';
import type {Replacement, Snapshot} from './sealed-table.js';

/** What must be written so that a table holds `after`. */
export interface Difference<R> {
  readonly inserted: readonly R[];
  readonly updated: readonly (Replacement<R> & {readonly before: R})[];
  readonly deleted: readonly Replacement<R>[];
}

export const noDifference: Difference<never> = {inserted: [], updated: [], deleted: []};

/**
 * Pure. A record that is the same object as before is not looked at twice. Of two records with one key the second is
 * an insert, so that the database refuses it.
 */
export function diffRecords<R, T>(mapping: Mapping<R, T>, before: Snapshot<R>, after: readonly R[]): Difference<R> {
  if (after === before.records) return noDifference;
  const any = untyped(mapping);
  const indexes = new Map(before.records.map((record, index) => [mapping.keyOf(record), index]));
  const inserted: R[] = [];
  const updated: (Replacement<R> & {before: R})[] = [];
  const kept = new Set<number>();
  for (const record of after) {
    const index = indexes.get(mapping.keyOf(record));
    if (index === undefined || kept.has(index)) {
      inserted.push(record);
      continue;
    }
    kept.add(index);
    const was = before.records[index] as R;
    const beforeText = before.texts[index] as string;
    if (was !== record && textOf(any, mapping.toRow(record) as Row) !== beforeText)
      updated.push({before: was, beforeText, record});
  }
  const deleted = before.records.flatMap((record, index) =>
    kept.has(index) ? [] : [{record, beforeText: before.texts[index] as string}],
  );
  return {inserted, updated, deleted};
}
