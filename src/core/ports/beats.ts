import type {Cluster} from '../domain/model.js';

/** How the address of a cluster answers its own agent; `other`: as another installation. */
export type AddressState = 'reached' | 'silent' | 'other';

/** A process that beats for a cluster, and where it runs. */
export interface Agent {
  /** Random: no two processes share it. */
  readonly agent: string;
  /** Tells one data directory on one machine from its copies. */
  readonly place: string;
  /** Where process ids mean the same: one start of one machine, one container. */
  readonly pidSpace: string;
  readonly host: string;
  readonly pid: number;
}

/** The newest sign of life of a cluster, and the lease of the agent that gave it. Times are the database's. */
export interface Beat extends Omit<Agent, 'agent'> {
  readonly cluster: string;
  readonly installation: string;
  /** Null once the agent has stopped by itself. */
  readonly agent: string | null;
  readonly since: string;
  readonly at: string;
  readonly addressState: AddressState | null;
  readonly addressCheckedAt: string | null;
  readonly rivalHost: string | null;
  readonly rivalAt: string | null;
}

export interface BeatRequest extends Agent {
  readonly cluster: Cluster;
  /** Number of the last news that the agent was told, when it held the cluster; null or absent when it did not, or wants to be told all. */
  readonly known?: number | null;
  /** How the address answers, where it was asked since the last beat; it is kept when the beat is one. */
  readonly address?: AddressState | null;
  /** Agent that is known to have died without a word. */
  readonly dead: string | null;
}

export interface Rival {
  readonly host: string;
  readonly at: string;
}

/**
 * What became of a beat. `beating`: this agent holds the cluster; `rival` is an agent of another place that wants it too.
 * `standing-by`: `holder` has it, until `until` unless it beats again. `conflict`: an agent of another place has it, and beats.
 * `gone`: the cluster was deleted, or belongs to another installation by now.
 */
export type BeatOutcome =
  | {readonly state: 'beating'; readonly cluster: Cluster; readonly known: number; readonly rival: Rival | null}
  | {readonly state: 'standing-by'; readonly cluster: Cluster; readonly holder: Beat; readonly until: string}
  | {readonly state: 'conflict'; readonly cluster: Cluster; readonly holder: Beat}
  | {readonly state: 'gone'; readonly installation: string | null};

export interface BeatEnd {
  readonly cluster: string;
  readonly agent: string;
}

export interface NewsQuestion extends BeatEnd {
  readonly known: number;
}

export interface AddressReport extends BeatEnd {
  readonly state: AddressState;
}

/** Every cluster that has ever beaten, and the time that judges them. */
export interface BeatReading {
  readonly now: string;
  readonly beats: readonly Beat[];
}

/**
 * The part of the store that agents use. A beat is one statement on one row that no other writer decides on; it waits for no
 * change of the topology. Failures as of `Store`.
 */
export interface Beats {
  beat(request: BeatRequest): Promise<BeatOutcome>;
  /** Whether there is anything that a beat would tell this agent; writes nothing. */
  hasNews(question: NewsQuestion): Promise<boolean>;
  /** Gives the cluster up, so that another agent may have it at once; nothing when this one does not hold it. */
  endBeats(end: BeatEnd): Promise<void>;
  /** Of the holder's own cluster, for what does not wait for the next beat. */
  reportAddress(report: AddressReport): Promise<void>;
  readBeats(): Promise<BeatReading>;
}
