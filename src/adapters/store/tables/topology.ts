import type {Collection, SecretVersion, Topology} from '../../../core/domain/model.js';
import {emptyTopology} from '../../../core/domain/model.js';
import type {SealedSecret} from '../../../core/ports/store.js';
import {type AnyMapping, textOf} from '../codec.js';
import {mappingOf, mappings} from '../mappings.js';
import type {Row} from '../schema.js';
import {claims} from './claims.js';
import {type Difference, diffRecords} from './difference.js';
import {deleteRecords, deleteRows, insertRecords, insertRows, readTable, type Snapshot, updateRecords} from './sealed-table.js';
import type {Session} from './session.js';

/** Parents before children, as foreign keys want it. */
export const collections = Object.keys(mappings) as readonly Collection[];

/** Scopes of the seals of these collections. */
export function scopesOf(only: readonly Collection[]): readonly string[] {
  return only.map((collection) => mappingOf(collection).table);
}

export type TopologySnapshot = Readonly<Partial<Record<Collection, Snapshot<object>>>>;
/** The records of a topology as tables hold them: secrets sealed, in all versions. */
export type StoredRecords = Readonly<Record<Collection, readonly object[]>>;

export async function readSnapshot(session: Session, only: readonly Collection[]): Promise<TopologySnapshot> {
  const snapshot: Partial<Record<Collection, Snapshot<object>>> = {};
  for (const collection of collections) {
    if (only.includes(collection)) snapshot[collection] = await readTable(session, mappingOf(collection));
  }
  return snapshot;
}

export function topologyOf(snapshot: TopologySnapshot): Topology {
  const records: Partial<Record<Collection, readonly object[]>> = {};
  for (const collection of collections) {
    const read = snapshot[collection]?.records;
    if (read) records[collection] = collection === 'secrets' ? latestVersions(read as readonly SealedSecret[]) : read;
  }
  return {...emptyTopology, ...records} as Topology;
}

/** The records come sorted, so that the last of a name is its latest version. */
function latestVersions(sealed: readonly SealedSecret[]): readonly SecretVersion[] {
  const latest = new Map(sealed.map((secret) => [secretName(secret), secret]));
  return [...latest.values()].map(({org, env, app, name, version}) => ({org, env, app, name, version}));
}

export function secretName(secret: Pick<SecretVersion, 'org' | 'env' | 'app' | 'name'>): string {
  return [secret.org, secret.env, secret.app ?? '', secret.name].join('\u0000');
}

/** Writes the rows in which `after` differs from what was read. */
export async function writeDifference(session: Session, before: TopologySnapshot, after: StoredRecords): Promise<void> {
  const differences = collections.map((collection) => {
    const read = before[collection] ?? {records: [], texts: []};
    return [mappingOf(collection), diffRecords(mappingOf(collection), read, after[collection])] as const;
  });
  const claimed = claims.map((claim) => claimDifference(claim.mapping, claim.rowsOf, differences));
  for (const {mapping, released} of claimed) await deleteRows(session, mapping, released);
  for (const [mapping, difference] of differences) {
    await insertRecords(session, mapping, difference.inserted);
    await updateRecords(session, mapping, difference.updated);
  }
  for (const [mapping, difference] of differences.toReversed()) await deleteRecords(session, mapping, difference.deleted);
  for (const {mapping, taken} of claimed) await insertRows(session, mapping, taken);
}

type Differences = readonly (readonly [AnyMapping, Difference<object>])[];

/** Releasing before taking lets two records exchange what must be unique. */
function claimDifference(
  mapping: AnyMapping,
  rowsOf: (table: string, record: object) => readonly Row[],
  differences: Differences,
) {
  const released = new Map<string, Row>();
  const taken: Row[] = [];
  for (const [{table}, difference] of differences) {
    for (const {record} of difference.deleted) for (const row of rowsOf(table, record)) released.set(textOf(mapping, row), row);
    for (const {before} of difference.updated) for (const row of rowsOf(table, before)) released.set(textOf(mapping, row), row);
    for (const record of [...difference.inserted, ...difference.updated.map((each) => each.record)]) {
      for (const row of rowsOf(table, record)) if (!released.delete(textOf(mapping, row))) taken.push(row);
    }
  }
  return {mapping, released: [...released.values()], taken};
}
