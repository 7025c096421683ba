import {isSame, type RecordKey, rowFinder} from '../collections.js';
import type {Collection, Topology} from '../model.js';

type Row<C extends Collection> = Topology[C][number];

/** A record before and after; null where it is not there. */
export interface ChangedRecord {
  readonly before: object | null;
  readonly after: object | null;
}

/** The records that a change of the topology adds, alters and removes, by collection. */
export type ChangedRecords = {readonly [C in Collection]?: readonly ChangedRecord[]};

export function changedRecords(before: Topology, after: Topology): ChangedRecords {
  const collections = (Object.keys(after) as Collection[]).filter((collection) => before[collection] !== after[collection]);
  const changed = collections.map((collection) => [collection, changesOf(before, after, collection)] as const);
  return Object.fromEntries(changed.filter(([, records]) => records.length > 0));
}

function changesOf<C extends Collection>(before: Topology, after: Topology, collection: C): readonly ChangedRecord[] {
  const find = rowFinder(before, collection);
  const stays = new Set<Row<C>>();
  const kept = (after[collection] as readonly Row<C>[]).flatMap((row): ChangedRecord[] => {
    const standing = find(row as RecordKey<C>);
    if (standing !== undefined) stays.add(standing);
    return standing !== undefined && isSame(standing, row) ? [] : [{before: standing ?? null, after: row}];
  });
  const gone = (before[collection] as readonly Row<C>[]).filter((row) => !stays.has(row));
  return [...kept, ...gone.map((row): ChangedRecord => ({before: row, after: null}))];
}
