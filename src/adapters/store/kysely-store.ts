import {exitCodes, Failure, notFound} from '../../core/domain/errors.js';
import type {Collection, Topology} from '../../core/domain/model.js';
import type {AddressReport, BeatEnd, BeatOutcome, BeatReading, BeatRequest, NewsQuestion} from '../../core/ports/beats.js';
import type {
  AuditRecord,
  Commit,
  JournalEntry,
  Lease,
  LeaseOutcome,
  LeaseRequest,
  Operation,
  SealedSecret,
  Store,
  TopologyPart,
} from '../../core/ports/store.js';
import type {StoreMove} from '../../core/ports/store-copy.js';
import type {Capabilities} from './capabilities.js';
import type {Connection, Database} from './database.js';
import {constraintFailure} from './rule-codes.js';
import {appendRecord, auditScope, readRecords} from './tables/audit.js';
import {endBeats, hasNews, readBeats, writeAddressState, writeBeat} from './tables/beats.js';
import {appendLine, journalScope, readLines} from './tables/journal.js';
import {dropLeases, extendLeases, holdsAll, readLiveLeases, takeLeases} from './tables/leases.js';
import {Moved, movedScope, readMove} from './tables/moved.js';
import {insertOperation, readOperation, readOperations, updateOperationState} from './tables/operations.js';
import {readPart} from './tables/part.js';
import {ReadTogether, selectsOf} from './tables/read-together.js';
import {readSealed, sealedAfter} from './tables/secrets.js';
import {schemaScope, Seals} from './tables/seals.js';
import {Runner} from './tables/runner.js';
import type {Session} from './tables/session.js';
import {isRecorded, record} from './tables/recorded.js';
import {readSetting, settingScope, writeSetting} from './tables/settings.js';
import type {Statement} from './tables/statement.js';
import {
  collections,
  readSnapshot,
  scopesOf,
  type StoredRecords,
  topologyOf,
  type TopologySnapshot,
  writeDifference,
} from './tables/topology.js';
import {readWhole, type Whole, wholeOf} from './tables/whole.js';

export class KyselyStore implements Store {
  readonly #database: Database;
  readonly #capabilities: Capabilities;
  readonly #compiled = new Map<string, string>();
  #reads: ReadTogether | null = null;
  /** For the change that follows the look. */
  #whole: Whole | null = null;
  readonly #onMoved: ((move: StoreMove) => void) | undefined;
  #moveTold = false;

  constructor(database: Database, capabilities: Capabilities, onMoved?: (move: StoreMove) => void) {
    this.#database = database;
    this.#capabilities = capabilities;
    this.#onMoved = onMoved;
  }

  /** What a copy of the whole store reads and writes by itself. */
  get parts(): {readonly database: Database; readonly capabilities: Capabilities} {
    return {database: this.#database, capabilities: this.#capabilities};
  }

  get shared(): boolean {
    return this.#capabilities.shared;
  }

  async readTopology(only: readonly Collection[] = collections): Promise<Topology> {
    const read = await (this.#reads ??= this.#readTogether()).also(only);
    if (only === collections && read === this.#whole?.snapshot) return this.#whole.topology;
    return topologyOf(Object.fromEntries(only.map((collection) => [collection, read[collection]])));
  }

  readPart(part: TopologyPart): Promise<Topology> {
    return this.#reading(scopesOf(collections), async (session) => topologyOf(await readPart(session, part)));
  }

  change<T>(decide: (before: Topology) => {readonly commit: Commit; readonly result: T}, part?: TopologyPart): Promise<T> {
    return this.#writing([...scopesOf(collections), 'operations'], async (session) => {
      const whole = part ? null : await readWhole(session, this.#whole);
      const before = whole ? whole.snapshot : await readPart(session, part as TopologyPart);
      const {commit, result} = decide(whole ? whole.topology : topologyOf(before));
      await expectHeld(session, commit.leases ?? []);
      await this.#commitRecords(session, before, commit);
      if (commit.operation) await insertOperation(session, commit.operation);
      if (commit.recorded !== undefined) await record(session, commit.recorded);
      return result;
    });
  }

  isRecorded(digest: string): Promise<boolean> {
    return this.#reading([...scopesOf(collections), settingScope], (session) => isRecorded(session, digest));
  }

  readSetting(key: string): Promise<string | null> {
    return this.#reading([settingScope], (session) => readSetting(session, key));
  }

  writeSetting(key: string, value: string): Promise<void> {
    return this.#writing([settingScope], (session) => writeSetting(session, key, value));
  }

  readSealed(filter?: {readonly org: string; readonly env?: string}): Promise<readonly SealedSecret[]> {
    return this.#reading(['secrets'], (session) => readSealed(session, filter));
  }

  readOperations(filter: {readonly open?: boolean; readonly limit?: number} = {}): Promise<readonly Operation[]> {
    return this.#reading(['operations'], (session) => readOperations(session, filter));
  }

  readOperation(id: string): Promise<Operation | null> {
    return this.#reading(['operations'], (session) => readOperation(session, id));
  }

  readJournal(operation: string): Promise<readonly JournalEntry[]> {
    return this.#reading(['operations', journalScope(operation)], async (session) => {
      const known = await readOperation(session, operation);
      return known ? readLines(session, operation) : [];
    });
  }

  appendJournal(entry: JournalEntry, leases: readonly Lease[]): Promise<void> {
    return this.#writing([journalScope(entry.operation)], async (session) => {
      await expectHeld(session, leases);
      await appendLine(session, entry);
    });
  }

  setOperationState(change: Pick<Operation, 'id' | 'state' | 'endedAt'>, leases: readonly Lease[]): Promise<void> {
    return this.#writing(['operations'], async (session) => {
      await expectHeld(session, leases);
      if (!(await updateOperationState(session, change))) throw notFound('operation', change.id, 'Run `muster operation list`.');
    });
  }

  acquireLeases(request: LeaseRequest): Promise<LeaseOutcome> {
    return this.#writing(['leases'], async (session) => takeLeases(session, request, await session.runner.now()));
  }

  renewLeases(leases: readonly Lease[], ttlMs: number): Promise<boolean> {
    return this.#writing(['leases'], async (session) => extendLeases(session, {leases, ttlMs, now: await session.runner.now()}));
  }

  /** In a store that was moved too: whoever has moved it lets go of it. */
  releaseLeases(leases: readonly Lease[]): Promise<void> {
    return this.#committing(['leases'], (session) => dropLeases(session, leases));
  }

  readLeases(): Promise<readonly Lease[]> {
    return this.#reading(['leases'], async (session) => readLiveLeases(session, await session.runner.now()));
  }

  appendAudit(record: AuditRecord): Promise<void> {
    return this.#writing([auditScope], (session) => appendRecord(session, record));
  }

  readAudit(limit: number): Promise<readonly AuditRecord[]> {
    return this.#reading([auditScope], (session) => readRecords(session, limit));
  }

  beat(request: BeatRequest): Promise<BeatOutcome> {
    return this.#unsealed('own', (runner) => writeBeat(runner, request));
  }

  hasNews(question: NewsQuestion): Promise<boolean> {
    return this.#unsealed('own', (runner) => hasNews(runner, question));
  }

  endBeats(end: BeatEnd): Promise<void> {
    return this.#unsealed('own', (runner) => endBeats(runner, end));
  }

  reportAddress(report: AddressReport): Promise<void> {
    return this.#unsealed('own', (runner) => writeAddressState(runner, report));
  }

  readBeats(): Promise<BeatReading> {
    return this.#unsealed('read', readBeats);
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async #commitRecords(session: Session, before: TopologySnapshot, commit: Commit): Promise<void> {
    if (!commit.after && !commit.sealed) return;
    const read = (before.secrets?.records ?? []) as readonly SealedSecret[];
    const secrets = sealedAfter(read, commit.sealed ?? [], commit.after?.secrets ?? null);
    const after: StoredRecords = {...(commit.after ?? topologyOf(before)), secrets};
    try {
      await writeDifference(session, before, after);
    } catch (error) {
      const constraint = this.#capabilities.constraintOf(error);
      throw constraint ? constraintFailure(constraint, after, error) : error;
    }
  }

  /** What is asked for at once is as of one moment, and costs a server one turn. */
  #readTogether(): ReadTogether {
    return new ReadTogether((only) => {
      this.#reads = null;
      const read = async (session: Session) => {
        const snapshot = await readSnapshot(session, only);
        if (only.length === collections.length) this.#whole = wholeOf(session, snapshot);
        return snapshot;
      };
      return this.#reading(scopesOf(only), read, selectsOf(only));
    });
  }

  /** `ahead`: what the work will ask for without parameters. */
  #reading<T>(scopes: readonly string[], work: (session: Session) => Promise<T>, ahead: readonly Statement[] = []): Promise<T> {
    return this.#translating(() =>
      this.#database.transaction('read', async (connection) => {
        const session = await this.#session(connection, scopes, ahead);
        if (session.seals.has(movedScope)) this.#tellMove(await readMove(session));
        return work(session);
      }),
    );
  }

  #writing<T>(scopes: readonly string[], work: (session: Session) => Promise<T>): Promise<T> {
    return this.#committing(scopes, async (session) => {
      const move = session.seals.has(movedScope) ? await readMove(session) : null;
      if (move) throw new Moved(move);
      return work(session);
    });
  }

  /** A bit that flips in the text of the schema can drop a constraint without a sign: whoever writes looks. */
  async #committing<T>(scopes: readonly string[], work: (session: Session) => Promise<T>): Promise<T> {
    return this.#translating(async () => {
      const {result, revision} = await this.#database.transaction('write', async (connection) => {
        const {schemaQuery} = this.#capabilities;
        const session = await this.#session(connection, schemaQuery === null ? scopes : [schemaScope, ...scopes]);
        if (schemaQuery !== null) session.seals.checkText(schemaScope, await session.runner.textOf(schemaQuery));
        const done = await work(session);
        return {result: done, revision: await session.seals.write()};
      });
      if (revision !== null) await this.#capabilities.committed(revision);
      return result;
    });
  }

  #unsealed<T>(mode: 'read' | 'own', work: (runner: Runner) => Promise<T>): Promise<T> {
    return this.#translating(() =>
      this.#database.transaction(mode, (connection) => work(new Runner(connection, this.#capabilities, this.#compiled))),
    );
  }

  async #session(connection: Connection, scopes: readonly string[], ahead: readonly Statement[] = []): Promise<Session> {
    const runner = new Runner(connection, this.#capabilities, this.#compiled);
    runner.ahead(ahead);
    return {runner, seals: await Seals.read(runner, [movedScope, ...scopes], this.#capabilities.leastRevision)};
  }

  /** Once: a command reads many times. */
  #tellMove(move: StoreMove | null): void {
    if (move && !this.#moveTold) this.#onMoved?.(move);
    this.#moveTold = true;
  }

  async #translating<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw (error instanceof Failure ? null : this.#capabilities.failureOf(error)) ?? error;
    }
  }
}

/** In the transaction that writes: whoever takes a lease over comes before it or after it. */
async function expectHeld(session: Session, leases: readonly Lease[]): Promise<void> {
  if (leases.length === 0) return;
  await session.seals.load(['leases']);
  if (!(await holdsAll(session, leases))) throw leaseLost(leases);
}

function leaseLost(leases: readonly Lease[]): Failure {
  const resources = leases.map((lease) => lease.resource);
  return new Failure({
    code: 'LEASE_LOST',
    exit: exitCodes.busy,
    message: `Another command has taken over what this one was changing: ${resources.join(', ')}.`,
    hint: 'Run `muster operation list` to see who holds it now.',
    details: {resources},
  });
}
