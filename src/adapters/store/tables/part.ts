import type {Collection} from '../../../core/domain/model.js';
import type {TopologyPart} from '../../../core/ports/store.js';
import type {AnyMapping} from '../codec.js';
import {mappingOf, mappings} from '../mappings.js';
import type {Row} from '../schema.js';
import {envScope, readRows, type Snapshot} from './sealed-table.js';
import {Seal} from './seals.js';
import type {Session} from './session.js';
import {selectEnvStatement, type Statement} from './statement.js';
import {collections, readSnapshot, type TopologySnapshot} from './topology.js';

interface EnvRef {
  readonly org: string;
  readonly env: string;
}

/** Where so many environments stand beside one, the whole is read as fast. */
const mostEnvs = 100;

const inEnvs = collections.filter((collection) => mappingOf(collection).env !== undefined);

const selectNeighbours: Statement = {
  name: 'select envs by shared node',
  build: (db) =>
    db
      .selectFrom('memberships as own')
      .innerJoin('memberships as other', (join) => join.onRef('other.org', '=', 'own.org').onRef('other.node', '=', 'own.node'))
      .select(['other.org', 'other.env'])
      .distinct()
      .where('own.org', '=', '')
      .where('own.env', '=', ''),
};
const selectHolders: Statement = {
  name: 'select envs by address',
  build: (db) => db.selectFrom('entries').select(['org', 'env']).distinct().where('address', '=', ''),
};
const selectAddresses: Statement = {
  name: 'select addresses of env',
  build: (db) => db.selectFrom('entries').select('address').distinct().where('org', '=', '').where('env', '=', ''),
};
const selectNodes: Statement = {
  name: 'select nodes of env',
  build: (db) =>
    db
      .selectFrom('nodes')
      .innerJoin('memberships', (join) =>
        join.onRef('memberships.org', '=', 'nodes.org').onRef('memberships.node', '=', 'nodes.name'),
      )
      .select(mappings.nodes.columns.map((column) => `nodes.${column}` as const))
      .where('memberships.org', '=', '')
      .where('memberships.env', '=', ''),
};
const selectApps: Statement = {
  name: 'select apps of env',
  build: (db) =>
    db
      .selectFrom('apps')
      .innerJoin('deployments', (join) =>
        join.onRef('deployments.org', '=', 'apps.org').onRef('deployments.app', '=', 'apps.name'),
      )
      .select(mappings.apps.columns.map((column) => `apps.${column}` as const))
      .where('deployments.org', '=', '')
      .where('deployments.env', '=', ''),
};
export const partStatements = [
  selectNeighbours,
  selectHolders,
  selectAddresses,
  selectNodes,
  selectApps,
  ...inEnvs.map((collection) => selectEnvStatement(mappingOf(collection))),
];

/**
 * What rules compare when entries of some environments change: those environments with everything in them, those that share a
 * node with them, those that hold one of their addresses, and the nodes and apps of all of these. The whole topology where one
 * of the environments is not there, so that its name can be looked for, or where nearly all of them stand together.
 */
export async function readPart(session: Session, part: TopologyPart): Promise<TopologySnapshot> {
  const envs = await envsOf(session, part);
  if (envs.length > mostEnvs) return readSnapshot(session, collections);
  await session.seals.load(envs.map(({org, env}) => envScope(org, env)));
  if (part.envs.some((env) => !session.seals.has(envScope(part.org, env)))) return readSnapshot(session, collections);
  const read = new Map<Collection, Snapshot<object>[]>();
  const [nodes, apps] = [mappingOf('nodes'), mappingOf('apps')];
  // All at once: a server is asked for them in one turn.
  const [inside, machines, used] = await Promise.all([
    Promise.all(envs.map((ref) => readEnv(session, ref))),
    Promise.all(envs.map((ref) => readRowsOf(session, nodes, {statement: selectNodes, ref}))),
    Promise.all(envs.map((ref) => readRowsOf(session, apps, {statement: selectApps, ref}))),
  ]);
  for (const env of inside) for (const [collection, snapshot] of env) append(read, collection, snapshot);
  for (const snapshot of machines) append(read, 'nodes', snapshot);
  for (const snapshot of used) append(read, 'apps', snapshot);
  const parts = [...read].map(([collection, snapshots]) => [collection, joined(mappingOf(collection), snapshots)]);
  return {...(await readBindings(session)), ...Object.fromEntries(parts)};
}

/** Which cluster looks after what matters where there are several. */
async function readBindings(session: Session): Promise<TopologySnapshot> {
  const alone = await readSnapshot(session, ['clusters']);
  if ((alone.clusters?.records.length ?? 0) < 2) return alone;
  return {...alone, ...(await readSnapshot(session, ['groups', 'workspaces']))};
}

async function envsOf(session: Session, {org, envs, addresses}: TopologyPart): Promise<readonly EnvRef[]> {
  const {runner} = session;
  const found = new Map<string, EnvRef>();
  const note = (refs: readonly Row[]) => {
    for (const ref of refs as readonly unknown[] as readonly EnvRef[]) found.set(envScope(ref.org, ref.env), ref);
  };
  const wanted = new Set(addresses);
  const standing = envs.map(async (env) => {
    note([{org, env}]);
    const [neighbours, own] = await Promise.all([
      runner.all(selectNeighbours, [org, env]),
      runner.all<{address: string}>(selectAddresses, [org, env]),
    ]);
    note(neighbours);
    for (const {address} of own) wanted.add(address);
  });
  await Promise.all(standing);
  for (const holders of await Promise.all([...wanted].map((address) => runner.all(selectHolders, [address])))) note(holders);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref);
}

/** Everything of one environment, checked against its seal. */
async function readEnv(session: Session, {org, env}: EnvRef): Promise<readonly (readonly [Collection, Snapshot<object>])[]> {
  const sum = new Seal();
  const read = await Promise.all(
    inEnvs.map(async (collection) => {
      const mapping = mappingOf(collection);
      const query = {statement: selectEnvStatement(mapping), parameters: [org, env]};
      const {snapshot, seal} = await readRows(session, mapping, query);
      sum.addAll(seal);
      return [collection, snapshot] as const;
    }),
  );
  session.seals.check(envScope(org, env), sum);
  return read;
}

async function readRowsOf(
  session: Session,
  mapping: AnyMapping,
  {statement, ref}: {readonly statement: Statement; readonly ref: EnvRef},
): Promise<Snapshot<object>> {
  return (await readRows(session, mapping, {statement, parameters: [ref.org, ref.env]})).snapshot;
}

function append(read: Map<Collection, Snapshot<object>[]>, collection: Collection, snapshot: Snapshot<object>): void {
  const known = read.get(collection);
  if (known) known.push(snapshot);
  else read.set(collection, [snapshot]);
}

/** Each row once: a node that serves two environments is read with both. */
function joined(mapping: AnyMapping, snapshots: readonly Snapshot<object>[]): Snapshot<object> {
  const rows = new Map(
    snapshots.flatMap(({records, digests}) =>
      records.map((record, index) => [mapping.keyOf(record), {record, digest: digests[index]!}] as const),
    ),
  );
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return {records: sorted.map(({record}) => record), digests: sorted.map(({digest}) => digest)};
}
