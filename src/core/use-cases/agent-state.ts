import {onlineUntilMs} from '../domain/liveness.js';
import type {Cluster} from '../domain/model.js';
import type {AgentHealth, AgentMeasures, AgentStanding} from '../ports/agent-server.js';
import type {AddressState, Beat, BeatOutcome, Rival} from '../ports/beats.js';

/** A store that does not answer, or not as it should. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly sinceMs: number;
  readonly attempts: number;
}

/** All that an agent knows, as one value. Times in milliseconds are of its own clock. */
export interface AgentState {
  readonly cluster: Cluster;
  /** As `BeatRequest` has it. */
  readonly known: number | null;
  readonly standing: AgentStanding;
  readonly holder: {readonly beat: Beat; readonly until: string} | null;
  readonly rival: Rival | null;
  readonly trouble: Trouble | null;
  readonly address: {readonly of: string; readonly state: AddressState; readonly askedMs: number} | null;
  /** When the store was last asked, and when the last beat arrived. */
  readonly askedMs: number;
  /** When it last heard that there is no news. */
  readonly newsMs: number;
  readonly beatMs: number | null;
  readonly beats: number;
  readonly failures: number;
  readonly beatingMs: number;
}

export function agentAtStart(cluster: Cluster, nowMs: number): AgentState {
  return {
    cluster,
    known: null,
    standing: 'starting',
    holder: null,
    rival: null,
    trouble: null,
    address: null,
    askedMs: nowMs,
    newsMs: nowMs,
    beatMs: null,
    beats: 0,
    failures: 0,
    beatingMs: 0,
  };
}

/** When a beat was sent, and when its answer came. */
export interface Moment {
  readonly askedMs: number;
  readonly nowMs: number;
}

export type GoodOutcome = Extract<BeatOutcome, {readonly state: 'beating' | 'standing-by'}>;

export function afterBeat(state: AgentState, outcome: GoodOutcome, {askedMs, nowMs}: Moment): AgentState {
  const common = {...state, cluster: outcome.cluster, trouble: null, askedMs, newsMs: askedMs};
  if (outcome.state === 'standing-by')
    return {...common, known: null, standing: 'standing-by', holder: {beat: outcome.holder, until: outcome.until}, rival: null};
  return {
    ...common,
    // While there is a rival, each beat asks whether it is still there.
    known: outcome.rival ? null : outcome.known,
    standing: 'active',
    holder: null,
    rival: outcome.rival,
    beatMs: nowMs,
    beats: state.beats + 1,
    beatingMs: state.beatingMs + nowMs - askedMs,
  };
}

/** What an agent was, it stays until the store says otherwise. */
export function afterTrouble(
  state: AgentState,
  problem: {readonly code: string; readonly message: string},
  {askedMs, nowMs}: Moment,
): AgentState {
  const {code, message} = problem;
  const trouble = {code, message, sinceMs: state.trouble?.sinceMs ?? nowMs, attempts: (state.trouble?.attempts ?? 0) + 1};
  return {...state, trouble, askedMs, failures: state.failures + 1};
}

/** A store that keeps an agent waiting for longer is told of before its answer comes, or does not. */
export const slowMs = 2000;

export function whileWaiting(state: AgentState, nowMs: number): AgentState {
  if (state.trouble) return state;
  const message = `It has not answered for ${slowMs / 1000} s.`;
  return {...state, trouble: {code: 'STORE_SILENT', message, sinceMs: nowMs - slowMs, attempts: 0}};
}

const firstPauseMs = 1000;
/** How soon an agent that stands by notices that the holder's process has ended. */
const lookMs = 500;

/**
 * How often an agent that beats more seldom asks for news: a cluster that is given the least heartbeat of 5 s would be offline
 * 12.5 s after its last beat.
 */
const newsMs = 10_000;

/** How long until there is something to do: a beat, a look for news, or one whether the holder is still alive. */
export function pauseMs(state: AgentState, nowMs: number): number {
  const due = dueMs(state) - nowMs;
  return Math.max(0, state.trouble ? due : Math.min(due, untilLookMs(state, nowMs)));
}

function untilLookMs({standing, known, newsMs: heardMs}: AgentState, nowMs: number): number {
  if (standing === 'standing-by') return lookMs;
  return known === null ? Number.POSITIVE_INFINITY : heardMs + newsMs - nowMs;
}

export function isNewsDue(state: AgentState, nowMs: number): boolean {
  return state.standing === 'active' && !state.trouble && untilLookMs(state, nowMs) <= 0;
}

export function isBeatDue(state: AgentState, nowMs: number): boolean {
  return nowMs >= dueMs(state);
}

/** Sooner than a beat where the store is in trouble, so that one that is back in time makes nobody offline. */
function dueMs({askedMs, cluster: {heartbeatSeconds}, trouble}: AgentState): number {
  if (!trouble) return nextBeatMs(askedMs, heartbeatSeconds);
  return askedMs + Math.min(heartbeatSeconds * 1000, firstPauseMs * 2 ** Math.min(Math.max(0, trouble.attempts - 1), 10));
}

const togetherMs = 250;

/**
 * When a cluster that beat at `lastMs` beats again, by the clock of its machine: on a quarter of a second, and never later than its
 * heartbeat. So the beats of a fleet come in small groups, for each of which its database wakes once and flushes its log once or
 * twice; that costs it less than half of what as many single beats do.
 */
export function nextBeatMs(lastMs: number, heartbeatSeconds: number): number {
  return Math.floor((lastMs + heartbeatSeconds * 1000) / togetherMs) * togetherMs;
}

const addressMs = 60_000;

/** The address to ask now; null when there is none, or none to be asked yet. */
export function dueAddress({standing, cluster, address}: AgentState, nowMs: number): string | null {
  if (standing !== 'active' || cluster.address === null) return null;
  const isFresh = address !== null && address.of === cluster.address && nowMs < address.askedMs + addressMs;
  return isFresh ? null : cluster.address;
}

/** Pure. What `/healthz` says. */
export function healthOf(state: AgentState, nowMs: number): AgentHealth {
  const {standing, trouble, rival, beatMs, holder, cluster} = state;
  const ageMs = beatMs === null ? null : Math.max(0, nowMs - beatMs);
  const reasons: string[] = [];
  if (standing === 'starting' && !trouble) reasons.push('It has not beaten yet.');
  if (trouble) reasons.push(`The store does not answer: ${trouble.message}`);
  if (standing === 'active' && beatMs !== null && nowMs > onlineUntilMs(timeOf(beatMs), cluster.heartbeatSeconds))
    reasons.push(`Its last beat is ${Math.round((nowMs - beatMs) / 1000)} s old, so that the cluster is offline.`);
  if (rival) reasons.push(`An agent on ${rival.host} has a copy of this installation and wants to beat for the same cluster.`);
  return {
    healthy: reasons.length === 0,
    reasons,
    standing,
    store: {
      reachable: trouble === null && standing !== 'starting',
      code: trouble?.code ?? null,
      message: trouble?.message ?? null,
    },
    lastBeat: {at: beatMs === null ? null : timeOf(beatMs), ageMs},
    holder: holder && {host: holder.beat.host, pid: holder.beat.pid, until: holder.until},
    conflict: rival,
  };
}

export function measuresOf({cluster, beats, failures, beatingMs, beatMs, address}: AgentState): AgentMeasures {
  const {heartbeatSeconds} = cluster;
  return {heartbeatSeconds, beats, failures, beatingMs, lastBeatMs: beatMs, address: address?.state ?? null};
}

const timeOf = (ms: number): string => new Date(ms).toISOString();
