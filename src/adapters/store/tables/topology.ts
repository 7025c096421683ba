import type {Cluster, Collection, SecretVersion, Topology} from '../../../core/domain/model.js';
import {emptyTopology} from '../../../core/domain/model.js';
import type {SealedSecret} from '../../../core/ports/store.js';
import {type AnyMapping, textOf} from '../codec.js';
import {mappingOf, mappings} from '../mappings.js';
import {tellAgents} from './beats.js';
import {type Claim, claims} from './claims.js';
import {type Difference, diffRecords, noDifference} from './difference.js';
import {
  deleteRecords,
  deleteRows,
  envScope,
  insertRecords,
  insertRows,
  readTable,
  type Snapshot,
  updateRecords,
} from './sealed-table.js';
import type {Session} from './session.js';

/** Parents before children, as foreign keys want it. */
export const collections = Object.keys(mappings) as readonly Collection[];

/** Scopes of the seals of these collections. */
export function scopesOf(only: readonly Collection[]): readonly string[] {
  return only.map((collection) => mappingOf(collection).table);
}

/** What tells a topology from any other without its rows: equal for equal ones. */
export function sealsOfTopology({seals}: Session): string {
  return scopesOf(collections)
    .map((scope) => seals.textOf(scope))
    .join(' ');
}

export type TopologySnapshot = Readonly<Partial<Record<Collection, Snapshot<object>>>>;
/** The records of a topology as tables hold them: secrets sealed, in all versions. */
export type StoredRecords = Readonly<Record<Collection, readonly object[]>>;

export async function readSnapshot(session: Session, only: readonly Collection[]): Promise<TopologySnapshot> {
  const wanted = collections.filter((collection) => only.includes(collection));
  // All at once: a server is asked for them in one turn.
  const read = await Promise.all(wanted.map((collection) => readTable(session, mappingOf(collection))));
  return Object.fromEntries(wanted.map((collection, index) => [collection, read[index]]));
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
  const differences = collections.map((collection): TableDifference => {
    const mapping = mappingOf(collection);
    return {mapping, difference: diffRecords(mapping, before[collection] ?? nothingRead, after[collection])};
  });
  await loadEnvSeals(session, differences);
  const claimed = claims.map((claim) => claimDifference(claim, differences));
  for (const {mapping, released} of claimed) await deleteRows(session, mapping, released);
  for (const {mapping, difference} of differences) {
    await insertRecords(session, mapping, difference.inserted);
    await updateRecords(session, mapping, difference.updated);
  }
  for (const {mapping, difference} of differences.toReversed()) await deleteRecords(session, mapping, difference.deleted);
  for (const {mapping, taken} of claimed) await insertRows(session, mapping, taken);
  await tellAgents(session.runner, changedClusters(differences));
  await dropEnvSeals(session, differences);
}

/** A cluster that is deleted takes what its agent has written with it. */
function changedClusters(differences: readonly TableDifference[]): readonly string[] {
  const changed = differences.find(({mapping}) => mapping.table === 'clusters')?.difference.updated ?? [];
  return changed.map(({record}) => (record as Cluster).id);
}

const nothingRead: Snapshot<object> = {records: [], digests: []};

interface TableDifference {
  readonly mapping: AnyMapping;
  readonly difference: Difference<object>;
}

/** Of the environments that the difference touches; one that has none yet begins empty. */
async function loadEnvSeals({seals}: Session, differences: readonly TableDifference[]): Promise<void> {
  const scopes = new Set<string>();
  for (const {mapping, difference} of differences) {
    if (mapping.env === undefined) continue;
    const changed = [...difference.updated, ...difference.deleted].map(({record}) => record);
    for (const scope of envScopesOf(mapping, difference.inserted)) scopes.add(scope);
    for (const scope of envScopesOf(mapping, changed)) scopes.add(scope);
  }
  await seals.load([...scopes]);
  for (const scope of scopes) if (!seals.has(scope)) seals.create(scope);
}

async function dropEnvSeals({seals}: Session, differences: readonly TableDifference[]): Promise<void> {
  const {mapping, difference} = differences.find((each) => each.mapping.table === 'envs') as TableDifference;
  for (const {record} of difference.deleted) await seals.drop(envScopeOfRecord(mapping, record));
}

/** Records of one environment mostly stand together. */
function envScopesOf(mapping: AnyMapping, records: readonly object[]): readonly string[] {
  const env = mapping.env as 'env';
  type InEnv = {readonly org: string; readonly env: string};
  const isFirst = (record: InEnv, last: InEnv | undefined) => record[env] !== last?.[env] || record.org !== last.org;
  return (records as readonly InEnv[])
    .filter((record, index, all) => isFirst(record, all[index - 1]))
    .map((record) => envScopeOfRecord(mapping, record));
}

function envScopeOfRecord({env}: AnyMapping, record: object): string {
  const {org, [env as 'env']: name} = record as {readonly org: string; readonly env: string};
  return envScope(org, name);
}

/** Releasing before taking lets two records exchange what must be unique. */
function claimDifference({mapping, table, rowsOf}: Claim, differences: readonly TableDifference[]) {
  const difference = differences.find((each) => each.mapping.table === table)?.difference ?? noDifference;
  const gone = [...difference.deleted.map(({record}) => record), ...difference.updated.map(({before}) => before)];
  const released = new Map(gone.flatMap(rowsOf).map((row) => [textOf(mapping, row), row]));
  const wanted = [...difference.inserted, ...difference.updated.map(({record}) => record)].flatMap(rowsOf);
  const taken = released.size === 0 ? wanted : wanted.filter((row) => !released.delete(textOf(mapping, row)));
  return {mapping, released: [...released.values()], taken};
}
