import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {SystemClock} from '../../src/adapters/clock/system-clock.js';
import {planDrift} from '../../src/core/use-cases/plan-drift.js';
import {acquireLock, releaseLock} from '../../src/core/use-cases/locks.js';
import {resumeOperation} from '../../src/core/use-cases/resume-operation.js';
import type {Store} from '../../src/core/ports/store.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, helloHarness} from '../support/hello-harness.js';

let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness();
});
afterEach(() => harness.dispose());

/** As if the process had been killed in the middle of a step: it journals nothing more, and its leases stay. */
async function killedDeployment(): Promise<void> {
  const victim = await harness.another({
    pid: 4242,
    actor: 'victim',
    command: 'muster app deploy hello',
    clock: new SystemClock(),
  });
  await new Promise<void>((resolve) => {
    harness.engine.failWhen((call) => {
      if (call.subject !== 'hello-master-1') return null;
      void victim.store.close().then(resolve);
      throw new Promise(() => undefined);
    });
    void deployHello(victim).catch(() => undefined);
  });
  harness.engine.failWhen(() => null);
  harness.dead.add(4242);
}

describe('a killed process', () => {
  it('is taken over by the next deployment once its lease has run out', async () => {
    await killedDeployment();
    expect(await harness.store.readLeases()).not.toEqual([]);
    const next = await harness.another({pid: 2, actor: 'bob', clock: new SystemClock()});
    await deployHello(next);
    expect(next.events.some((event) => event.type === 'waiting')).toBe(true);
    expect(next.events.some((event) => event.type === 'took-over')).toBe(true);
    expect((await next.store.readOperations()).map(({actor, state}) => [actor, state])).toEqual([
      ['bob', 'done'],
      ['victim', 'abandoned'],
    ]);
    expect((await planDrift(next.ports, {org: 'default'})).changes).toEqual([]);
  });

  it('leaves an operation that resume finishes', async () => {
    await killedDeployment();
    const next = await harness.another({pid: 2, actor: 'bob', clock: new SystemClock()});
    await resumeOperation(next.ports, null, next.options());
    expect(harness.running()).toHaveLength(3);
    expect(await next.store.readOperations({open: true})).toEqual([]);
  });

  it('does not stop others for a lease of a process that lives', async () => {
    await killedDeployment();
    harness.dead.clear();
    expect(await failureOf(deployHello(harness))).toMatchObject({
      code: 'BUSY',
      exitCode: 5,
      message: expect.stringContaining('victim@here (pid 4242)'),
    });
  });
});

describe('a deployment that lost its lease', () => {
  /** Another takes over; the beat, which would notice, stands still. */
  async function rob(store: Store): Promise<void> {
    const leases = await store.readLeases();
    await store.releaseLeases(leases);
    const thief = {actor: 'thief', host: 'there', pid: 1, command: 'apply', operation: null, reason: null};
    if (leases.length > 0)
      await store.acquireLeases({resources: leases.map(({resource}) => resource), holder: thief, ttlMs: 60_000});
  }

  async function robbedBefore(method: 'change' | 'setOperationState'): Promise<void> {
    const store = await harness.ports.store();
    const original = store[method].bind(store) as (...args: readonly unknown[]) => Promise<unknown>;
    Object.assign(store, {
      [method]: async (...args: readonly unknown[]) => {
        await rob(store);
        return original(...args);
      },
    });
  }

  it('commits nothing', async () => {
    await robbedBefore('change');
    expect(await failureOf(deployHello(harness))).toMatchObject({code: 'LEASE_LOST', exitCode: 5});
    expect((await harness.topology()).deployments).toEqual([]);
    expect(await harness.store.readOperations()).toEqual([]);
    expect(harness.running()).toEqual([]);
  });

  it('starts nothing more', async () => {
    const {engine, ports} = harness;
    const ensureRunning = engine.ensureRunning.bind(engine);
    engine.ensureRunning = async (request) => {
      await rob(await ports.store());
      return ensureRunning(request);
    };
    expect(await failureOf(deployHello(harness))).toMatchObject({code: 'LEASE_LOST', exitCode: 5});
    expect(harness.running()).toEqual([]);
  });

  it('does not say how the operation ended', async () => {
    await robbedBefore('setOperationState');
    expect(await failureOf(deployHello(harness))).toMatchObject({code: 'LEASE_LOST', exitCode: 5});
    expect((await harness.store.readOperations()).map(({state}) => state)).toEqual(['running']);
    expect((await harness.store.readLeases()).map(({actor}) => actor)).toContain('thief');
  });
});

describe('five deployments at once', () => {
  it('let one proceed and name it to the four others', async () => {
    const processes = await Promise.all(
      [11, 12, 13, 14, 15].map((pid) =>
        harness.another({pid, actor: `user-${pid}`, command: `muster app deploy #${pid}`, sharing: harness}),
      ),
    );
    const outcomes = await Promise.allSettled(processes.map((process) => deployHello(process)));
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const proceeded = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(proceeded).toHaveLength(1);
    for (const failure of failures)
      expect(failure).toMatchObject({
        code: 'BUSY',
        exitCode: 5,
        message: expect.stringMatching(/^user-1\d@here \(pid 1\d\) is running `muster app deploy #1\d`/),
      });
    expect(new Set(failures.map((failure) => failure.details.lease.pid)).size).toBe(1);
    expect(harness.engine.calls.filter((call) => call.method === 'ensureNetwork')).toHaveLength(1);
    expect(await harness.store.readLeases()).toEqual([]);
  });

  it('all end well when they may wait', async () => {
    const processes = await Promise.all(
      [11, 12, 13, 14, 15].map((pid) => harness.another({pid, clock: new SystemClock(), sharing: harness})),
    );
    const outcomes = await Promise.all(processes.map((process) => deployHello(process, {}, {lockWaitMs: 15_000})));
    expect(outcomes.filter((outcome) => outcome.operation !== null)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.changed)).toHaveLength(1);
    expect(harness.running()).toHaveLength(3);
  });
});

describe('an environment locked by hand', () => {
  it('is not changed by anybody until it is released', async () => {
    await acquireLock(harness.ports, {org: 'default', env: 'prod', reason: 'audit'}, {dryRun: false});
    expect(await failureOf(deployHello(harness))).toMatchObject({
      code: 'LOCKED',
      message: expect.stringMatching(/^(?!.*pid).*by hand \(audit\).*--lock-wait does not wait for that/),
      hint: 'muster lock release --env prod',
      exitCode: 5,
    });
    expect((await harness.topology()).deployments).toEqual([]);
    await releaseLock(harness.ports, {org: 'default', env: 'prod', force: false}, {dryRun: false});
    expect(await deployHello(harness)).toMatchObject({changed: true});
  });
});
