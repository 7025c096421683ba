import {isOnline, onlineUntilMs} from '../domain/liveness.js';
import type {Cluster} from '../domain/model.js';
import type {AddressState, Beat} from '../ports/beats.js';
import type {Ports} from '../ports/index.js';
import {expectOwnCluster} from './own-cluster.js';

/** `stopped`: it ended in good order. `offline`: it has been silent for longer than 2.5 heartbeats. `never`: none has run yet. */
export type AgentLife = 'active' | 'stopped' | 'offline' | 'never';

/** What the store knows of the agent of this installation. Times are the database's. */
export interface AgentStatus {
  readonly cluster: string;
  readonly name: string;
  readonly installation: string;
  readonly state: AgentLife;
  readonly heartbeatSeconds: number;
  readonly host: string | null;
  readonly pid: number | null;
  readonly since: string | null;
  readonly lastBeat: string | null;
  readonly lastBeatAgeMs: number | null;
  readonly address: string | null;
  readonly addressState: AddressState | null;
  readonly addressCheckedAt: string | null;
  /** Host of another agent with a copy of this installation, while it is there. */
  readonly rivalHost: string | null;
}

export async function readAgentStatus(ports: Ports): Promise<AgentStatus> {
  const [store, {installation}] = await Promise.all([ports.store(), ports.identity()]);
  const cluster = await expectOwnCluster(store, installation);
  const {now, beats} = await store.readBeats();
  const beat = beats.find((each) => each.cluster === cluster.id) ?? null;
  const {id, name, heartbeatSeconds, address} = cluster;
  const isAsked = address !== null && beat !== null;
  return {
    cluster: id,
    name,
    installation,
    state: lifeOf(cluster, {beat, now}),
    heartbeatSeconds,
    host: beat?.host ?? null,
    pid: beat?.pid ?? null,
    since: beat?.since ?? null,
    lastBeat: beat?.at ?? null,
    lastBeatAgeMs: beat && Math.max(0, Date.parse(now) - Date.parse(beat.at)),
    address,
    addressState: isAsked ? beat.addressState : null,
    addressCheckedAt: isAsked ? beat.addressCheckedAt : null,
    rivalHost: beat?.rivalAt && Date.parse(now) <= onlineUntilMs(beat.rivalAt, heartbeatSeconds) ? beat.rivalHost : null,
  };
}

function lifeOf({heartbeatSeconds}: Cluster, {beat, now}: {readonly beat: Beat | null; readonly now: string}): AgentLife {
  if (!beat) return 'never';
  if (beat.agent === null) return 'stopped';
  return isOnline(beat, {heartbeatSeconds, now}) ? 'active' : 'offline';
}
