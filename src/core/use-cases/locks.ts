import {exitCodes, Failure} from '../domain/errors.js';
import {expectEnv} from '../domain/expect.js';
import {compareText} from '../domain/names.js';
import {busy, releaseHint} from '../execution/hold-leases.js';
import type {Identity, Ports} from '../ports/index.js';
import type {Lease} from '../ports/store.js';

export interface LockOutcome {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly lock: Lease | null;
}

export interface LockTarget {
  readonly org: string;
  readonly env: string;
}

export async function listLocks(ports: Ports): Promise<readonly Lease[]> {
  const leases = await (await ports.store()).readLeases();
  return [...leases].sort((a, b) => compareText(a.resource, b.resource));
}

/** Holds an environment until it is released. Asked again by the same actor, nothing changes. */
export async function acquireLock(
  ports: Ports,
  target: LockTarget & {readonly reason: string},
  {dryRun}: {readonly dryRun: boolean},
): Promise<LockOutcome> {
  const [store, identity] = await Promise.all([ports.store(), ports.identity()]);
  expectEnv(await store.readTopology(['orgs', 'envs']), target.org, target.env);
  const resource = resourceOf(target);
  const held = await findLock(ports, target);
  if (held && (held.actor !== identity.actor || !held.manual)) throw busy(held, identity);
  if (held || dryRun) return {changed: !held, dryRun, lock: held};
  const {actor, host, pid, command} = identity;
  const outcome = await store.acquireLeases({
    resources: [resource],
    holder: {actor, host, pid, command, operation: null, reason: target.reason},
    ttlMs: null,
  });
  if (!outcome.granted) throw busy(outcome.heldBy, identity);
  return {changed: true, dryRun, lock: outcome.leases[0] ?? null};
}

/** Lets go of an environment; another's lock only with `force`. */
export async function releaseLock(
  ports: Ports,
  target: LockTarget & {readonly force: boolean},
  {dryRun}: {readonly dryRun: boolean},
): Promise<LockOutcome & {readonly overridden: readonly string[]}> {
  const [store, identity] = await Promise.all([ports.store(), ports.identity()]);
  expectEnv(await store.readTopology(['orgs', 'envs']), target.org, target.env);
  const held = await findLock(ports, target);
  if (!held) return {changed: false, dryRun, lock: null, overridden: []};
  const foreign = held.actor !== identity.actor;
  if (foreign && !target.force) throw notYours(held, identity, target);
  if (!dryRun) await store.releaseLeases([held]);
  return {changed: true, dryRun, lock: held, overridden: foreign ? ['LOCKED'] : []};
}

/** Refuses to change an environment that is locked by hand, whoever holds it. */
export async function expectUnlocked(
  ports: Ports,
  target: {readonly org: string; readonly envs: readonly string[]},
): Promise<void> {
  if (target.envs.length === 0) return;
  const resources = new Set(target.envs.map((env) => resourceOf({org: target.org, env})));
  const held = (await (await ports.store()).readLeases()).find((lease) => lease.manual && resources.has(lease.resource));
  if (held) throw busy(held, await ports.identity());
}

async function findLock(ports: Ports, target: LockTarget): Promise<Lease | null> {
  const leases = await (await ports.store()).readLeases();
  return leases.find((lease) => lease.resource === resourceOf(target)) ?? null;
}

function resourceOf({org, env}: LockTarget): string {
  return `env ${org}/${env}`;
}

function notYours(held: Lease, asking: Identity, target: LockTarget): Failure {
  const {env} = target;
  return new Failure({
    code: 'LOCKED',
    exit: exitCodes.busy,
    subject: held.resource,
    details: {lease: held},
    message: `Env ${env} was locked by ${held.actor}@${held.host} since ${held.since}${held.reason ? ` (${held.reason})` : ''}, and not by you.`,
    hint: releaseHint(held, asking, target),
  });
}
