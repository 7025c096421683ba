import {careBy, addressHealthOf, livenessOf, type AddressHealth, type Liveness} from '../domain/cluster-state.js';
import {expectCluster} from '../domain/expect.js';
import type {Cluster, Group, Topology, Workspace} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import {homeOf} from '../domain/standpoint.js';
import type {Beat, BeatReading} from '../ports/beats.js';
import type {Ports} from '../ports/index.js';

export interface ClusterSummary extends Cluster {
  /** Whether it is this installation. */
  readonly own: boolean;
  readonly liveness: Liveness;
  readonly lastBeat: string | null;
  readonly addressHealth: AddressHealth;
  readonly addressCheckedAt: string | null;
  /** `org/name` of what it looks after. */
  readonly groups: readonly string[];
  readonly workspaces: readonly string[];
}

export interface ClusterDetails extends ClusterSummary {
  /** The process that beats for it. */
  readonly agent: Pick<Beat, 'host' | 'pid' | 'since'> | null;
  /** Another that wants to: a copy of the installation's directory, for one. */
  readonly rival: {readonly host: string; readonly at: string} | null;
}

export interface ClusterOverview {
  /** By the clock of the database. */
  readonly now: string;
  readonly installation: string;
  /** Id of the cluster that commands act for; null for none. */
  readonly acting: string | null;
  readonly clusters: readonly ClusterSummary[];
  readonly unbound: {readonly groups: readonly Tended[]};
  readonly orphaned: {readonly groups: readonly Tended[]; readonly workspaces: readonly Tended[]};
}

export interface Tended {
  /** `org/name`. */
  readonly name: string;
  readonly cluster: string | null;
  /** Names of its nodes or its environments. */
  readonly members: readonly string[];
}

interface Reading {
  readonly topology: Topology;
  readonly known: BeatReading;
  readonly installation: string;
}

export async function showCluster(ports: Ports, id: string): Promise<ClusterDetails> {
  const reading = await readClusters(ports);
  const cluster = expectCluster(reading.topology, id);
  const beat = reading.known.beats.find((each) => each.cluster === cluster.id);
  return {
    ...summaryOf(reading, cluster),
    agent: beat?.agent ? {host: beat.host, pid: beat.pid, since: beat.since} : null,
    rival: beat?.rivalAt ? {host: beat.rivalHost ?? '', at: beat.rivalAt} : null,
  };
}

/** Who looks after what, and what nobody does. */
export async function readClusterOverview(ports: Ports): Promise<ClusterOverview> {
  const store = await ports.store();
  const [reading, members, identity] = await Promise.all([
    readClusters(ports),
    store.readTopology(['nodes', 'envs']),
    ports.identity(),
  ]);
  const {topology, known, installation} = reading;
  const care = careBy(topology.clusters, known);
  const groups = topology.groups.map((group) => ({...tended(group, members.nodes, 'group'), care: care(group.cluster)}));
  const workspaces = topology.workspaces.map((row) => ({...tended(row, members.envs, 'workspace'), care: care(row.cluster)}));
  const only = (rows: typeof groups, wanted: string): readonly Tended[] =>
    rows.filter((row) => row.care === wanted).map(({name, cluster, members}) => ({name, cluster, members}));
  return {
    now: known.now,
    installation,
    acting: homeOf(topology, identity),
    clusters: summaries(reading),
    unbound: {groups: only(groups, 'unbound')},
    orphaned: {groups: only(groups, 'orphaned'), workspaces: only(workspaces, 'orphaned')},
  };
}

async function readClusters(ports: Ports): Promise<Reading> {
  const [store, {installation}] = await Promise.all([ports.store(), ports.identity()]);
  const topology = await store.readTopology(['clusters', 'groups', 'workspaces']);
  return {topology, known: await store.readBeats(), installation};
}

function summaries(reading: Reading): readonly ClusterSummary[] {
  const {clusters} = reading.topology;
  return [...clusters].sort((a, b) => compareText(a.id, b.id)).map((cluster) => summaryOf(reading, cluster));
}

function summaryOf({topology: {groups, workspaces}, known, installation}: Reading, cluster: Cluster): ClusterSummary {
  const beat = known.beats.find((each) => each.cluster === cluster.id);
  const own = (rows: readonly (Group | Workspace)[]) =>
    rows.filter((row) => row.cluster === cluster.id).map(({org, name}) => `${org}/${name}`);
  return {
    ...cluster,
    own: cluster.installation === installation,
    liveness: livenessOf(cluster, known),
    lastBeat: beat?.at ?? null,
    addressHealth: addressHealthOf(cluster, known),
    addressCheckedAt: beat?.addressCheckedAt ?? null,
    groups: own(groups).sort(compareText),
    workspaces: own(workspaces).sort(compareText),
  };
}

function tended<K extends 'group' | 'workspace'>(
  {org, name, cluster}: Group | Workspace,
  members: readonly (Readonly<Record<K, string>> & {readonly org: string; readonly name: string})[],
  kind: K,
): Tended {
  const own = members.filter((member) => member.org === org && member[kind] === name);
  return {name: `${org}/${name}`, cluster, members: own.map((member) => member.name).sort(compareText)};
}
