import {isOnline} from './liveness.js';
import type {Cluster} from './model.js';

/** Whether the agent of a cluster gives signs of life; `never`: it has given none yet. */
export type Liveness = 'online' | 'offline' | 'never';

/** How the address of a cluster answers its own agent; `unknown` while none is there to ask. */
export type AddressHealth = 'reached' | 'silent' | 'other' | 'unknown';

/** Whether somebody looks after a group or a workspace; `orphaned`: its cluster is offline. */
export type Care = 'bound' | 'orphaned' | 'unbound';

interface KnownBeat {
  readonly cluster: string;
  readonly agent: string | null;
  readonly at: string;
  readonly addressState: 'reached' | 'silent' | 'other' | null;
}

/** Every cluster that has ever beaten, and the time that judges them. */
export interface KnownBeats {
  readonly now: string;
  readonly beats: readonly KnownBeat[];
}

export function livenessOf({id, heartbeatSeconds}: Cluster, {now, beats}: KnownBeats): Liveness {
  const beat = beats.find(({cluster}) => cluster === id);
  if (!beat) return 'never';
  return isOnline(beat, {heartbeatSeconds, now}) ? 'online' : 'offline';
}

export function addressHealthOf(cluster: Cluster, known: KnownBeats): AddressHealth {
  if (cluster.address === null || livenessOf(cluster, known) !== 'online') return 'unknown';
  return known.beats.find((beat) => beat.cluster === cluster.id)?.addressState ?? 'unknown';
}

/** By the id of the cluster that something is bound to. */
export function careBy(clusters: readonly Cluster[], known: KnownBeats): (cluster: string | null) => Care {
  const offline = new Set(clusters.filter((cluster) => livenessOf(cluster, known) === 'offline').map(({id}) => id));
  return (cluster) => (cluster === null ? 'unbound' : offline.has(cluster) ? 'orphaned' : 'bound');
}
