import type {AgentIdentity} from '../domain/cluster-address.js';

/** Where an agent answers over HTTP. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export type AgentStanding = 'starting' | 'active' | 'standing-by';

export interface AgentHealth {
  readonly healthy: boolean;
  /** One sentence each; empty when it is healthy. */
  readonly reasons: readonly string[];
  readonly standing: AgentStanding;
  readonly store: {readonly reachable: boolean; readonly code: string | null; readonly message: string | null};
  readonly lastBeat: {readonly at: string | null; readonly ageMs: number | null};
  /** Who holds the cluster while this agent stands by. */
  readonly holder: {readonly host: string; readonly pid: number; readonly until: string} | null;
  /** Another agent with a copy of this installation. */
  readonly conflict: {readonly host: string; readonly at: string} | null;
}

export interface AgentMeasures {
  readonly heartbeatSeconds: number;
  readonly beats: number;
  readonly failures: number;
  /** What the beats have taken together. */
  readonly beatingMs: number;
  readonly lastBeatMs: number | null;
  readonly address: string | null;
}

/** What an agent has to say of itself at one moment. Whoever can reach its address may read it: no secret belongs here. */
export interface AgentReport {
  readonly identity: AgentIdentity;
  readonly health: AgentHealth;
  readonly measures: AgentMeasures;
}

export interface Listening {
  /** With the port that it got where any was asked for. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * `/identity`, `/healthz` and `/metrics` of an agent. Failures (exit 7): `LISTEN_TAKEN`, `LISTEN_FORBIDDEN`, `LISTEN_ELSEWHERE` (no
 * address of this machine).
 */
export interface AgentServer {
  listen(address: ListenAddress, report: () => AgentReport): Promise<Listening>;
}
