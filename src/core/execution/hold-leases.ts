import {exitCodes, Failure} from '../domain/errors.js';
import {orgFlag} from '../domain/indexes.js';
import type {Identity, Ports} from '../ports/index.js';
import type {Lease, LeaseHolder, Store} from '../ports/store.js';
import type {ExecutionEvent} from './execution-event.js';
import {interruptedFailure} from './interrupted.js';

/** A holder that dies is recognised after this time at the latest. */
export const leaseTtlMs = 4000;
const heartbeatMs = 1000;
const retryMs = 200;

export interface LeaseWish {
  readonly resources: readonly string[];
  readonly blockedBy: readonly string[];
  readonly waitMs: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: ExecutionEvent) => void;
}

export interface HeldLeases {
  readonly leases: readonly Lease[];
  /** Aborted when a lease was lost. */
  readonly lost: AbortSignal;
  /** Asks the store: who was frozen for a while learns it here before the next beat. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/** Takes every lease of the wish, waits when asked to, and keeps them alive until they are released. */
export async function holdLeases(ports: Ports, wish: LeaseWish): Promise<HeldLeases> {
  const store = await ports.store();
  const identity = await ports.identity();
  const isWanted = wish.resources.length + wish.blockedBy.length > 0;
  const leases = isWanted ? await acquire(ports, wish, {store, holder: holderOf(identity)}) : [];
  const lost = new AbortController();
  if (leases.length === 0) return {leases, lost: lost.signal, isHeld: async () => true, release: async () => undefined};
  const beat = setInterval(() => {
    void store.renewLeases(leases, leaseTtlMs).then(
      (alive) => {
        if (!alive) lost.abort();
      },
      () => undefined,
    );
  }, heartbeatMs);
  beat.unref();
  return {
    leases,
    lost: lost.signal,
    isHeld: () => store.renewLeases(leases, leaseTtlMs),
    release: async () => {
      clearInterval(beat);
      await store.releaseLeases(leases);
    },
  };
}

function holderOf(identity: Identity): LeaseHolder {
  return {
    actor: identity.actor,
    host: identity.host,
    pid: identity.pid,
    command: identity.command,
    operation: null,
    reason: null,
  };
}

async function acquire(
  ports: Ports,
  wish: LeaseWish,
  {store, holder}: {readonly store: Store; readonly holder: LeaseHolder},
): Promise<readonly Lease[]> {
  const startedAt = ports.clock.nowMs();
  for (;;) {
    const outcome = await store.acquireLeases({resources: wish.resources, blockedBy: wish.blockedBy, holder, ttlMs: leaseTtlMs});
    if (outcome.granted) return outcome.leases;
    const waitMs = Math.max(wish.waitMs, isDead(ports, holder, outcome.heldBy) ? 2 * leaseTtlMs : 0);
    const remainingMs = startedAt + waitMs - ports.clock.nowMs();
    if (remainingMs <= 0 || outcome.heldBy.manual) throw busy(outcome.heldBy, holder);
    wish.onEvent({type: 'waiting', holder: nameOf(outcome.heldBy), resource: outcome.heldBy.resource, remainingMs});
    await ports.clock.sleep(Math.min(retryMs, remainingMs), wish.signal).catch(() => undefined);
    if (wish.signal.aborted) throw interruptedFailure(wish.signal, {message: 'nothing changed'});
  }
}

/** A holder on this machine whose process is gone renews nothing: its lease is worth waiting for. */
function isDead(ports: Ports, self: LeaseHolder, held: Lease): boolean {
  return !held.manual && held.host === self.host && !ports.hosts.isAlive(held.pid);
}

function nameOf(lease: Lease): string {
  return `${lease.actor}@${lease.host}`;
}

export function busy(held: Lease, asking: Pick<LeaseHolder, 'actor'>): Failure {
  return held.manual ? locked(held, asking) : running(held);
}

function running(held: Lease): Failure {
  return new Failure({
    code: 'BUSY',
    exit: exitCodes.busy,
    subject: held.resource,
    details: {lease: held},
    message: `${nameOf(held)} (pid ${held.pid}) is running \`${held.command}\` since ${held.since} and holds ${held.resource}.`,
    hint: 'Wait for it with --lock-wait 5m, or see muster lock list',
  });
}

/** Of another's lock only `--force` lets go. */
export function releaseHint(held: Lease, asking: Pick<LeaseHolder, 'actor'>, {org, env}: LockedEnv): string {
  const release = `muster lock release --env ${env}${orgFlag(org)}`;
  return held.actor === asking.actor ? release : `Ask ${held.actor}, or take it away: ${release} --force`;
}

interface LockedEnv {
  readonly org: string;
  readonly env: string;
}

/** The process that took it has ended long ago: who holds it is a person. */
function locked(held: Lease, asking: Pick<LeaseHolder, 'actor'>): Failure {
  const [, org = 'default', env = ''] = /^env ([^/]+)\/(.+)$/.exec(held.resource) ?? [];
  const why = held.reason ? ` (${held.reason})` : '';
  return new Failure({
    code: 'LOCKED',
    exit: exitCodes.busy,
    subject: held.resource,
    details: {lease: held},
    message: `${nameOf(held)} locked ${held.resource} by hand${why} since ${held.since}; it stays locked until it is released, and --lock-wait does not wait for that.`,
    hint: releaseHint(held, asking, {org, env}),
  });
}
