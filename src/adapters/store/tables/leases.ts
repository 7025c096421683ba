import type {Lease, LeaseOutcome, LeaseRequest} from '../../../core/ports/store.js';
import {fromFlag, type Mapping, toFlag, untyped} from '../codec.js';
import type {Digest} from '../digest.js';
import type {LeaseRow} from '../schema.js';
import {insertRecords, readTable, type Snapshot, updateRecords} from './sealed-table.js';
import type {Session} from './session.js';

type StoredLease = Lease & {readonly held: boolean};

const mapping: Mapping<StoredLease, LeaseRow> = {
  table: 'leases',
  key: ['resource'],
  columns: [
    'resource',
    'fence',
    'held',
    'manual',
    'actor',
    'host',
    'pid',
    'command',
    'operation',
    'reason',
    'held_since',
    'expires_at',
  ],
  keyOf: (lease) => lease.resource,
  toRow: (lease) => ({
    resource: lease.resource,
    fence: lease.fence,
    held: toFlag(lease.held),
    manual: toFlag(lease.manual),
    actor: lease.actor,
    host: lease.host,
    pid: lease.pid,
    command: lease.command,
    operation: lease.operation,
    reason: lease.reason,
    held_since: lease.since,
    expires_at: lease.expiresAt,
  }),
  toRecord: (row) => ({
    resource: row.resource,
    fence: row.fence,
    held: fromFlag(row.held),
    manual: fromFlag(row.manual),
    actor: row.actor,
    host: row.host,
    pid: row.pid,
    command: row.command,
    operation: row.operation,
    reason: row.reason,
    since: row.held_since,
    expiresAt: row.expires_at,
  }),
};
export const leaseMapping = untyped(mapping);

const later = (now: string, ttlMs: number): string => new Date(Date.parse(now) + ttlMs).toISOString();
const isLive = (lease: StoredLease, now: string): boolean => lease.held && (lease.expiresAt === null || lease.expiresAt > now);
const visible = ({held: _, ...lease}: StoredLease): Lease => lease;

export async function readLiveLeases(session: Session, now: string): Promise<readonly Lease[]> {
  const {records} = await readTable(session, mapping);
  return records.filter((lease) => isLive(lease, now)).map(visible);
}

export async function takeLeases(session: Session, request: LeaseRequest, now: string): Promise<LeaseOutcome> {
  const snapshot = await readTable(session, mapping);
  const resources = [...new Set(request.resources)].sort();
  const known = indexOf(snapshot);
  for (const resource of [...resources, ...(request.blockedBy ?? [])]) {
    const lease = known.get(resource)?.record;
    if (lease && isLive(lease, now)) return {granted: false, heldBy: visible(lease)};
  }
  const taken = resources.map((resource): StoredLease => ({
    ...request.holder,
    resource,
    held: true,
    manual: request.ttlMs === null,
    since: now,
    expiresAt: request.ttlMs === null ? null : later(now, request.ttlMs),
    fence: (known.get(resource)?.record.fence ?? 0) + 1,
  }));
  await insertRecords(
    session,
    mapping,
    taken.filter((lease) => !known.has(lease.resource)),
  );
  await updateRecords(
    session,
    mapping,
    taken.flatMap((record) => {
      const before = known.get(record.resource);
      return before ? [{digest: before.digest, record}] : [];
    }),
  );
  return {granted: true, leases: taken.map(visible)};
}

/** A lease that ran out is still its holder's until another takes it: the fence tells. */
export async function holdsAll(session: Session, leases: readonly Lease[]): Promise<boolean> {
  const known = indexOf(await readTable(session, mapping));
  return leases.every((lease) => isHolder(known.get(lease.resource)?.record, lease));
}

/** Writes nothing and returns false when one of them was lost. */
export async function extendLeases(
  session: Session,
  request: {readonly leases: readonly Lease[]; readonly ttlMs: number; readonly now: string},
): Promise<boolean> {
  const known = indexOf(await readTable(session, mapping));
  if (!request.leases.every((lease) => isHolder(known.get(lease.resource)?.record, lease))) return false;
  await updateRecords(
    session,
    mapping,
    distinct(request.leases).flatMap((lease) => {
      const before = known.get(lease.resource);
      if (!before || before.record.manual) return [];
      return [{digest: before.digest, record: {...before.record, expiresAt: later(request.now, request.ttlMs)}}];
    }),
  );
  return true;
}

/** Those that another holds by now are left alone. */
export async function dropLeases(session: Session, leases: readonly Lease[]): Promise<void> {
  const known = indexOf(await readTable(session, mapping));
  await updateRecords(
    session,
    mapping,
    distinct(leases).flatMap((lease) => {
      const before = known.get(lease.resource);
      return before && isHolder(before.record, lease) ? [{digest: before.digest, record: {...before.record, held: false}}] : [];
    }),
  );
}

function distinct(leases: readonly Lease[]): readonly Lease[] {
  return [...new Map(leases.map((lease) => [lease.resource, lease])).values()];
}

function isHolder(stored: StoredLease | undefined, lease: Lease): boolean {
  return stored !== undefined && stored.held && stored.fence === lease.fence;
}

function indexOf(snapshot: Snapshot<StoredLease>): ReadonlyMap<string, {readonly record: StoredLease; readonly digest: Digest}> {
  return new Map(snapshot.records.map((record, index) => [record.resource, {record, digest: snapshot.digests[index] as Digest}]));
}
