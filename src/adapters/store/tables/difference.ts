import type {Digest} from '../digest.js';
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
  if (before.records.length === 0) return {...noDifference, inserted: after};
  const kept = new Set(after);
  const gone = new Map<string, {readonly before: R; readonly digest: Digest}>();
  for (const [index, record] of before.records.entries())
    if (!kept.has(record)) gone.set(mapping.keyOf(record), {before: record, digest: before.digests[index] as Digest});
  const stood = new Set(before.records);
  const inserted: R[] = [];
  const updated: (Replacement<R> & {before: R})[] = [];
  for (const record of after) {
    // Once: the second of two that are one object is an insert too.
    if (stood.delete(record)) continue;
    const replaced = gone.get(mapping.keyOf(record));
    if (!replaced) {
      inserted.push(record);
      continue;
    }
    gone.delete(mapping.keyOf(record));
    if (rowText(mapping, replaced.before) !== rowText(mapping, record)) updated.push({...replaced, record});
  }
  return {inserted, updated, deleted: [...gone.values()].map(({before: record, digest}) => ({record, digest}))};
}

function rowText<R, T>(mapping: Mapping<R, T>, record: R): string {
  return textOf(untyped(mapping), mapping.toRow(record) as Row);
}
