import type {Collection} from '../domain/model.js';
import {everything, sightIn, type Sight} from '../domain/sight.js';
import {isDivided} from '../domain/standpoint.js';
import type {Ports} from '../ports/index.js';

/** What the rows of a list are, as far as clusters look after them. */
export interface SightKinds {
  readonly node: {readonly org: string; readonly name: string};
  readonly env: {readonly org: string; readonly name: string};
  /** Of something in an environment. */
  readonly member: {readonly org: string; readonly env: string};
  readonly bound: {readonly cluster: string | null};
}

export type SightKind = keyof SightKinds;

export interface Narrowed<Row> {
  readonly rows: readonly Row[];
  /** How many rows are left out, for another cluster looks after them. */
  readonly hidden: number;
  readonly cluster: string | null;
}

const reads: Readonly<Record<SightKind, readonly Collection[]>> = {
  node: ['groups', 'nodes'],
  env: ['workspaces', 'envs'],
  member: ['workspaces', 'envs'],
  bound: [],
};

const tests: {readonly [K in SightKind]: (sight: Sight, row: SightKinds[K]) => boolean} = {
  node: (sight, {org, name}) => sight.seesNode(org, name),
  env: (sight, {org, name}) => sight.seesEnv(org, name),
  member: (sight, {org, env}) => sight.seesEnv(org, env),
  bound: (sight, {cluster}) => sight.sees(cluster),
};

/** Whoever looks after a thing of these collections is told apart; nothing but the clusters is read while there is one. */
export async function readSight(ports: Ports, collections: readonly Collection[]): Promise<Sight> {
  const store = await ports.store();
  // Asked in any case, for it refuses a cluster that was named and is not there.
  const [topology, standpoint] = await Promise.all([store.readTopology(['clusters']), ports.identity()]);
  if (!isDivided(topology)) return everything;
  return sightIn(await store.readTopology(['clusters', ...collections]), standpoint);
}

/**
 * The rows of a list without those that another cluster looks after; all of them while there is one cluster. Rows that are still
 * being read are read together with what it takes to see that.
 */
export async function narrowToSight<K extends SightKind, Row extends SightKinds[K]>(
  ports: Ports,
  kind: K,
  asked: readonly Row[] | Promise<readonly Row[]>,
): Promise<Narrowed<Row>> {
  const [rows, sight] = await Promise.all([asked, readSight(ports, reads[kind])]);
  if (sight.cluster === null) return {rows, hidden: 0, cluster: null};
  const seen = rows.filter((row) => tests[kind](sight, row));
  return {rows: seen, hidden: rows.length - seen.length, cluster: sight.cluster};
}
