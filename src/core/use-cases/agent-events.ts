import type {Cluster} from '../domain/model.js';
import type {AddressState} from '../ports/beats.js';
import type {AgentState} from './agent-state.js';

/** What an agent tells while it runs; one line each. */
export type AgentEvent =
  | {
      readonly event: 'started';
      readonly installation: string;
      readonly cluster: string;
      readonly version: string;
      readonly host: string;
      readonly pid: number;
      readonly url: string | null;
    }
  | {readonly event: 'listening'; readonly url: string}
  | {readonly event: 'listening-later'; readonly code: string; readonly message: string}
  | {readonly event: 'active'; readonly cluster: string; readonly heartbeatSeconds: number}
  | {
      readonly event: 'standing-by';
      readonly cluster: string;
      readonly holderHost: string;
      readonly holderPid: number;
      readonly until: string;
      readonly copy: boolean;
    }
  | {readonly event: 'cluster-changed'; readonly cluster: Cluster}
  | {
      readonly event: 'conflict';
      readonly code: 'CLUSTER_ID_CONFLICT';
      readonly cluster: string;
      readonly rivalHost: string;
      readonly rivalAt: string;
    }
  | {readonly event: 'conflict-over'; readonly cluster: string}
  | {readonly event: 'store-silent'; readonly code: string; readonly message: string}
  | {readonly event: 'store-answers'; readonly attempts: number; readonly silentMs: number}
  | {readonly event: 'address'; readonly address: string; readonly state: AddressState}
  | {readonly event: 'stopping'; readonly reason: string}
  | {readonly event: 'stopped'; readonly beats: number};

/** Pure. What there is to tell when one state has followed another; beats that go on are nothing new. */
export function eventsBetween(
  before: AgentState,
  after: AgentState,
  {place, nowMs}: {readonly place: string; readonly nowMs: number},
): readonly AgentEvent[] {
  return [
    ...storeEvents(before, after, nowMs),
    ...clusterEvents(before, after),
    ...standingEvents(before, after, place),
    ...rivalEvents(before, after),
    ...addressEvents(before, after),
  ];
}

function storeEvents({trouble: before}: AgentState, {trouble: after}: AgentState, nowMs: number): readonly AgentEvent[] {
  if (after && before?.code !== after.code) return [{event: 'store-silent', code: after.code, message: after.message}];
  if (before && !after) return [{event: 'store-answers', attempts: before.attempts, silentMs: nowMs - before.sinceMs}];
  return [];
}

function clusterEvents({cluster: before}: AgentState, {cluster: after}: AgentState): readonly AgentEvent[] {
  const isSame = (Object.keys(after) as (keyof Cluster)[]).every((field) => before[field] === after[field]);
  return isSame ? [] : [{event: 'cluster-changed', cluster: after}];
}

function standingEvents(before: AgentState, after: AgentState, place: string): readonly AgentEvent[] {
  const {standing, cluster, holder} = after;
  if (standing === 'active' && before.standing !== 'active')
    return [{event: 'active', cluster: cluster.id, heartbeatSeconds: cluster.heartbeatSeconds}];
  if (standing !== 'standing-by' || !holder || before.holder?.beat.agent === holder.beat.agent) return [];
  const {beat, until} = holder;
  return [
    {event: 'standing-by', cluster: cluster.id, holderHost: beat.host, holderPid: beat.pid, until, copy: beat.place !== place},
  ];
}

function rivalEvents({rival: before}: AgentState, {rival: after, cluster, standing}: AgentState): readonly AgentEvent[] {
  if (after && before?.host !== after.host)
    return [{event: 'conflict', code: 'CLUSTER_ID_CONFLICT', cluster: cluster.id, rivalHost: after.host, rivalAt: after.at}];
  return before && !after && standing === 'active' ? [{event: 'conflict-over', cluster: cluster.id}] : [];
}

function addressEvents({address: before}: AgentState, {address: after}: AgentState): readonly AgentEvent[] {
  if (!after || (before?.of === after.of && before.state === after.state)) return [];
  return [{event: 'address', address: after.of, state: after.state}];
}
