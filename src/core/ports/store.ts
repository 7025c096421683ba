import type {Collection, Topology} from '../domain/model.js';
import type {Plan} from '../domain/plan.js';
import type {Beats} from './beats.js';

/** Setting that holds the id of the installation that began the store. */
export const founderSetting = 'founder';

export type OperationState = 'running' | 'interrupted' | 'failed' | 'done' | 'abandoned';
export type StepState = 'running' | 'done' | 'failed';

export interface Operation {
  readonly id: string;
  /** The command as it was typed, secrets aside. */
  readonly command: string;
  readonly actor: string;
  readonly state: OperationState;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly plan: Plan;
}

/** One line of the append-only journal. */
export interface JournalEntry {
  readonly operation: string;
  readonly step: string;
  readonly state: StepState;
  readonly at: string;
  /** Redacted. */
  readonly message: string | null;
}

export interface LeaseHolder {
  readonly actor: string;
  readonly host: string;
  readonly pid: number;
  readonly command: string;
  /** Operation that the lease protects; null for a manual lock. */
  readonly operation: string | null;
  readonly reason: string | null;
}

export interface Lease extends LeaseHolder {
  /** What is held: `deployment org/env/app`, `proxy node`, `env org/env`. */
  readonly resource: string;
  readonly manual: boolean;
  readonly since: string;
  /** Null: held until released (manual locks). */
  readonly expiresAt: string | null;
  /** Raised each time the resource changes hands; a holder with an older fence has lost it. */
  readonly fence: number;
}

export interface AuditRecord {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly host: string;
  /** `node add`. */
  readonly command: string;
  /** Arguments and flags as typed, redacted. */
  readonly arguments: readonly string[];
  readonly exit: number;
  readonly outcome: string;
  readonly overridden: readonly string[];
  readonly operation: string | null;
}

/** A secret at rest. `ciphertext` is base64 of nonce, tag and AES-256-GCM ciphertext. */
export interface SealedSecret {
  readonly org: string;
  readonly env: string;
  readonly app: string | null;
  readonly name: string;
  readonly version: number;
  readonly keyId: string;
  readonly ciphertext: string;
  readonly createdAt: string;
}

/** What one transaction writes. Absent parts stay as they are. */
export interface Commit {
  readonly after?: Topology;
  readonly sealed?: readonly SealedSecret[];
  readonly operation?: Operation;
  /** What the writer holds: nothing is written when one of them was lost. */
  readonly leases?: readonly Lease[];
  /** Digest of what was asked for: see `Store.isRecorded`. */
  readonly recorded?: string;
}

/** What a change of entries concerns: see `Store.readPart`. */
export interface TopologyPart {
  readonly org: string;
  readonly envs: readonly string[];
  /** Normalised addresses that the change adds. */
  readonly addresses: readonly string[];
}

export interface LeaseRequest {
  readonly resources: readonly string[];
  /** Resources that no other may hold, though they are not taken. */
  readonly blockedBy?: readonly string[];
  readonly holder: LeaseHolder;
  /** Null for a manual lock. */
  readonly ttlMs: number | null;
}

export type LeaseOutcome =
  {readonly granted: true; readonly leases: readonly Lease[]} | {readonly granted: false; readonly heldBy: Lease};

/**
 * The store. Every method is one transaction; a write transaction excludes every other writer of the same database.
 * Failures: `STORE_MISSING`, `STORE_NEWER`, `STORE_READONLY`, `STORE_FULL`, `STORE_BROKEN`, `STORE_BUSY` (exit 7).
 */
export interface Store extends Beats {
  /** Whether installations on several machines can use it. */
  readonly shared: boolean;
  /** Reads the given collections, all when absent; the others are empty. Sorted by key. */
  readTopology(only?: readonly Collection[]): Promise<Topology>;
  /**
   * The part of the topology by which rules judge a change of entries of the given environments; it costs what the part holds.
   * Only entries may be edited in it.
   */
  readPart(part: TopologyPart): Promise<Topology>;
  /**
   * Read, decide, write the difference, in one write transaction. `decide` is synchronous and pure; what it throws
   * rolls back, as a lost lease does (`LEASE_LOST`). Unique violations of the database come out as `Failure` with the rule's
   * code. With `part` only that part is read and written.
   */
  change<T>(decide: (before: Topology) => {readonly commit: Commit; readonly result: T}, part?: TopologyPart): Promise<T>;

  /**
   * Whether the topology holds, row for row, what it held when a commit recorded this digest, which tells without a look at the
   * rows that what led to it would change nothing now. A no means only that one has to look.
   */
  isRecorded(digest: string): Promise<boolean>;

  readSetting(key: string): Promise<string | null>;
  writeSetting(key: string, value: string): Promise<void>;

  readSealed(filter?: {readonly org: string; readonly env?: string}): Promise<readonly SealedSecret[]>;

  readOperations(filter?: {readonly open?: boolean; readonly limit?: number}): Promise<readonly Operation[]>;
  readOperation(id: string): Promise<Operation | null>;
  readJournal(operation: string): Promise<readonly JournalEntry[]>;
  /** Appends, only while every one of `leases` is still held with its fence; otherwise `LEASE_LOST` (exit 5). */
  appendJournal(entry: JournalEntry, leases: readonly Lease[]): Promise<void>;
  /** Under the same condition. */
  setOperationState(change: Pick<Operation, 'id' | 'state' | 'endedAt'>, leases: readonly Lease[]): Promise<void>;

  /** All or nothing. An expired lease is taken over. Time is the database's. */
  acquireLeases(request: LeaseRequest): Promise<LeaseOutcome>;
  /** False when one of them was lost. */
  renewLeases(leases: readonly Lease[], ttlMs: number): Promise<boolean>;
  releaseLeases(leases: readonly Lease[]): Promise<void>;
  /** Live ones only. */
  readLeases(): Promise<readonly Lease[]>;

  appendAudit(record: AuditRecord): Promise<void>;
  readAudit(limit: number): Promise<readonly AuditRecord[]>;

  close(): Promise<void>;
}
