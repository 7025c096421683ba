import {shellWord} from '../domain/shell-word.js';
import {busy, holdLeases, type HeldLeases} from '../execution/hold-leases.js';
import {interruptedFailure} from '../execution/interrupted.js';
import type {Ports} from '../ports/index.js';
import {exitCodes, Failure} from '../domain/errors.js';
import type {CopiedTable, CopyEvent, CopyStanding, StoreCopy} from '../ports/store-copy.js';
import type {Lease, Store} from '../ports/store.js';

export interface CopyOptions {
  readonly dryRun: boolean;
  readonly lockWaitMs: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: CopyEvent) => void;
}

export interface CopyOutcome {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly from: string;
  readonly to: string;
  /** Whether it went on with a copy that had been cut short. */
  readonly resumed: boolean;
  /** Of the source when it was left. */
  readonly revision: number | null;
  /** Walks over the source, the last while nobody could write to it. */
  readonly passes: number;
  readonly tables: readonly (Omit<CopiedTable, 'digest'> & {readonly digest: string | null})[];
  readonly durationMs: number;
}

/** Held by whoever copies the store: two at once would write the same rows. */
const copyLease = 'store';
/** Names a store and all of its copies. */
const storeIdSetting = 'store-id';
/** A source that never rests is caught up with under the eyes of those who wait. */
const mostPasses = 8;
const retryMs = 500;

/** Copies the whole store to where nothing is, catches up with whoever writes meanwhile, and leaves the source as moved. */
export async function copyStore(ports: Ports, copy: StoreCopy, options: CopyOptions): Promise<CopyOutcome> {
  const startedAt = ports.clock.nowMs();
  const store = await ports.store();
  const storeId = await store.readSetting(storeIdSetting);
  const standing = await copy.examine(storeId);
  const told = {from: copy.from, to: copy.to, resumed: standing.target === 'unfinished', dryRun: options.dryRun};
  const rows = (await copy.countRows()).map((table) => ({...table, digest: null}));
  if (standing.target === 'complete' || options.dryRun) {
    const changed = standing.target !== 'complete';
    return {...told, changed, revision: null, passes: 0, tables: rows, durationMs: ports.clock.nowMs() - startedAt};
  }
  const held = await holdSource(ports, standing, options);
  try {
    const target = await copy.begin(storeId ?? (await nameStore(ports, store)));
    options.onEvent({type: 'began', target, tables: rows});
    const {passes, revision} = await walk(ports, copy, options);
    return {...told, changed: true, revision, passes, tables: copy.tables(), durationMs: ports.clock.nowMs() - startedAt};
  } finally {
    await held?.release();
  }
}

/** Whoever moves machines now would lose the store in the middle of it. Null where the source is at rest for good. */
async function holdSource(ports: Ports, {move}: CopyStanding, options: CopyOptions): Promise<HeldLeases | null> {
  if (move) return null;
  const live = await (await ports.store()).readLeases();
  return holdLeases(ports, {
    resources: [copyLease],
    blockedBy: live.filter(isMoving).map(({resource}) => resource),
    waitMs: options.lockWaitMs,
    signal: options.signal,
    onEvent: (event) => {
      if (event.type === 'waiting') options.onEvent({type: 'waiting', holder: event.holder, resource: event.resource});
    },
  });
}

async function nameStore(ports: Ports, store: Store): Promise<string> {
  const id = ports.clock.newId();
  await store.writeSetting(storeIdSetting, id);
  return id;
}

async function walk(
  ports: Ports,
  copy: StoreCopy,
  {signal, lockWaitMs, onEvent}: CopyOptions,
): Promise<{readonly passes: number; readonly revision: number}> {
  const tell = (event: CopyEvent) => {
    if (signal.aborted) throw interruptedFailure(signal, {message: 'run the same command again to go on'});
    onEvent(event);
  };
  let passes = 0;
  for (let written = 1; written > 0 && passes < mostPasses; passes += 1) {
    ({written} = await copy.pass(tell));
    tell({type: 'passed', written});
  }
  const self = await ports.identity();
  const startedAt = ports.clock.nowMs();
  for (;;) {
    let mover: Lease | undefined;
    try {
      const {revision} = await copy.move((leases) => {
        mover = leases.find(isMoving);
        if (mover) throw busy(mover, self);
      });
      return {passes: passes + 1, revision};
    } catch (error) {
      if (!mover) throw unfinished(error, copy.to);
      if (ports.clock.nowMs() - startedAt >= lockWaitMs) throw error;
      tell({type: 'waiting', holder: `${mover.actor}@${mover.host}`, resource: mover.resource});
      await ports.clock.sleep(retryMs, signal).catch(() => undefined);
      await copy.pass(tell);
    }
  }
}

function isMoving({manual, resource}: Lease): boolean {
  return !manual && resource !== copyLease;
}

function unfinished(error: unknown, to: string): unknown {
  if (!(error instanceof Failure) || error.exitCode !== exitCodes.outside) return error;
  return new Failure({
    code: error.code,
    exit: error.exitCode,
    message: error.message,
    hint: `Nothing is lost; when it is mended, run it again: muster store copy --to ${shellWord(to)}`,
    ...(error.subject ? {subject: error.subject} : {}),
    details: error.details,
    cause: error.cause,
  });
}
