import {afterEach, describe, expect, it} from 'vitest';
import {exitCodes, Failure} from '../../src/core/domain/errors.js';
import {abandonOperation} from '../../src/core/use-cases/abandon-operation.js';
import {planDrift} from '../../src/core/use-cases/plan-drift.js';
import {restartApp} from '../../src/core/use-cases/restart-app.js';
import {resumeOperation} from '../../src/core/use-cases/resume-operation.js';
import type {ExecutionEvent} from '../../src/core/execution/execution-event.js';
import {TimeLimit} from '../../src/core/execution/time-limit.js';
import type {Harness} from '../support/harness.js';
import {deployHello, doneSteps, failureOf, hello, helloHarness} from '../support/hello-harness.js';

const opened: Harness[] = [];
const start = async () => {
  const harness = await helloHarness();
  opened.push(harness);
  return harness;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((harness) => harness.dispose()));
});

/** Counts calls of engine and balancer together and lets the nth fail, before or after it took effect. */
function failAt(harness: Harness, nth: number): {readonly failed: () => boolean} {
  let count = 0;
  const fact = () => {
    count += 1;
    return count === nth ? new Failure({code: 'COMPOSE_FAILED', exit: exitCodes.stepFailed, message: 'It broke.'}) : null;
  };
  harness.engine.failWhen(fact);
  harness.proxy.failWhen(fact);
  return {failed: () => count >= nth};
}

function heal(harness: Harness): void {
  harness.engine.failWhen(() => null);
  harness.proxy.failWhen(() => null);
}

async function openOperation(harness: Harness): Promise<string | null> {
  const [open] = await harness.store.readOperations({open: true});
  return open?.id ?? null;
}

/** No step was started again after it was done. */
async function expectNothingRepeated(harness: Harness, operation: string): Promise<void> {
  const done = new Set<string>();
  for (const {step, state} of await harness.store.readJournal(operation)) {
    expect({step, state, repeated: done.has(step)}).toEqual({step, state, repeated: false});
    if (state === 'done') done.add(step);
  }
}

async function expectConverged(harness: Harness): Promise<void> {
  expect((await planDrift(harness.ports, {org: 'default'})).changes).toEqual([]);
  expect(harness.proxy.serving('web-1')).toEqual(['hello-master-1', 'hello-slave-1', 'hello-slave-2']);
  expect(await openOperation(harness)).toBeNull();
  expect(await harness.store.readLeases()).toEqual([]);
}

/** Runs the work with a failure at every call there is, one run each, and finishes it by `resume`. */
async function failEverywhere(
  prepare: (harness: Harness) => Promise<unknown>,
  work: (harness: Harness) => Promise<unknown>,
): Promise<number> {
  for (let nth = 1; ; nth += 1) {
    const harness = await start();
    await prepare(harness);
    const {failed} = failAt(harness, nth);
    const failure = await work(harness).then(
      () => null,
      (error: unknown) => error,
    );
    heal(harness);
    if (!failed()) return nth - 1;
    const operation = await openOperation(harness);
    if (operation) {
      expect(failure).toMatchObject({
        hint: expect.stringMatching(`^muster operation resume ${operation} goes on with it; or correct what it asks for`),
      });
      await resumeOperation(harness.ports, null, harness.options());
      await expectNothingRepeated(harness, operation);
    } else if (failure) await work(harness);
    await expectConverged(harness);
    await harness.dispose();
    opened.splice(0);
  }
}

describe('a failure at any call', () => {
  it('of a deployment is mended by resume, and no finished step runs again', async () => {
    expect(await failEverywhere(async () => undefined, deployHello)).toBeGreaterThan(8);
  }, 60_000);

  it('of a rolling restart is mended by resume, and no finished step runs again', async () => {
    expect(await failEverywhere(deployHello, (harness) => restartApp(harness.ports, hello, harness.options()))).toBeGreaterThan(
      10,
    );
  }, 60_000);

  it('of a rolling restart is mended by another deployment, which takes over and never has two instances out', async () => {
    // Calls before it only look.
    const [first, failing] = [7, 8];
    for (let nth = first; nth <= first + failing; nth += 1) {
      const harness = await start();
      await deployHello(harness);
      failAt(harness, nth);
      await restartApp(harness.ports, hello, harness.options()).catch(() => undefined);
      heal(harness);
      const serving: number[] = [];
      harness.engine.failWhen(() => {
        serving.push(harness.proxy.serving('web-1').length);
        return null;
      });
      await deployHello(harness);
      expect({nth, least: Math.min(...serving)}).toEqual({nth, least: 2 + (serving.length === 0 ? 1 : 0)});
      heal(harness);
      await expectConverged(harness);
    }
  }, 60_000);
});

describe('an interrupt', () => {
  it("lets the running step end, journals it and ends with the signal's exit code", async () => {
    const harness = await start();
    const stop = new AbortController();
    harness.engine.failWhen((call) => {
      if (call.subject === 'hello-master-1') stop.abort('SIGTERM');
      return null;
    });
    const failure = await failureOf(deployHello(harness, {}, {signal: stop.signal}));
    expect(failure).toMatchObject({code: 'INTERRUPTED', exitCode: 143});
    expect(doneSteps(harness)).toEqual(['ensure-network', 'start-proxy', 'start hello-master-1']);
    expect(harness.events.filter((event) => event.type === 'ended')).toEqual([
      {type: 'ended', operation: expect.any(String), state: 'interrupted'},
    ]);
    expect(await harness.store.readLeases()).toEqual([]);
    heal(harness);
    await resumeOperation(harness.ports, null, harness.options());
    await expectConverged(harness);
  });

  it('before anything moved leaves everything as it was', async () => {
    const harness = await start();
    const stop = new AbortController();
    harness.engine.failWhen(() => {
      stop.abort('SIGINT');
      return null;
    });
    expect(await failureOf(deployHello(harness, {}, {signal: stop.signal}))).toMatchObject({
      code: 'INTERRUPTED',
      exitCode: 130,
      message: expect.stringContaining('nothing changed'),
    });
    expect(harness.engine.effects).toEqual([]);
    expect((await harness.topology()).deployments).toEqual([]);
  });

  it('while waiting for a lock says who was waited for no longer', async () => {
    const harness = await start();
    await harness.store.acquireLeases({
      resources: ['deployment default/prod/hello'],
      holder: {actor: 'bob', host: 'there', pid: 7, command: 'muster app deploy', operation: null, reason: null},
      ttlMs: 60_000,
    });
    const stop = new AbortController();
    const options = harness.options({
      lockWaitMs: 60_000,
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'waiting') stop.abort('SIGINT');
      },
    });
    expect(await failureOf(deployHello(harness, {}, options))).toMatchObject({code: 'INTERRUPTED', exitCode: 130});
  });
});

describe('resuming and abandoning', () => {
  const failing = async () => {
    const harness = await start();
    harness.engine.failWhen((call) =>
      call.subject === 'hello-master-1' ? new Failure({code: 'IMAGE_MISSING', exit: 6, message: 'No image.'}) : null,
    );
    await failureOf(deployHello(harness));
    heal(harness);
    return {harness, id: (await openOperation(harness)) as string};
  };

  it('says that an operation that is done has nothing left', async () => {
    const harness = await start();
    const {operation} = await deployHello(harness);
    expect(await resumeOperation(harness.ports, operation, harness.options())).toMatchObject({changed: false, steps: []});
  });

  it('says that nothing is open', async () => {
    const harness = await start();
    expect(await failureOf(resumeOperation(harness.ports, null, harness.options()))).toMatchObject({
      code: 'NOT_FOUND',
      exitCode: 4,
    });
    expect(await failureOf(resumeOperation(harness.ports, 'nothing', harness.options()))).toMatchObject({
      code: 'NOT_FOUND',
      exitCode: 4,
    });
  });

  it('only tells what it would do in a dry run', async () => {
    const {harness, id} = await failing();
    const effects = harness.engine.effects.length;
    expect(await resumeOperation(harness.ports, id, {...harness.options(), dryRun: true})).toMatchObject({
      changed: true,
      dryRun: true,
      steps: {length: 4},
    });
    expect(harness.engine.effects).toHaveLength(effects);
    expect(await harness.store.readOperation(id)).toMatchObject({state: 'failed'});
  });

  it('does not resume what was abandoned, and abandons nothing twice', async () => {
    const {harness, id} = await failing();
    expect(await abandonOperation(harness.ports, id, harness.options())).toMatchObject({changed: true, remaining: {length: 4}});
    expect(await abandonOperation(harness.ports, id, harness.options())).toMatchObject({changed: false});
    expect(await failureOf(resumeOperation(harness.ports, id, harness.options()))).toMatchObject({
      code: 'OPERATION_ABANDONED',
      exitCode: 5,
    });
  });

  it('is not done while the balancer does not have up what was started', async () => {
    const {harness, id} = await failing();
    harness.engine.failWhen((call) => {
      if (call.subject.startsWith('hello-slave-1')) harness.engine.lose('web-1', 'hello-master-1');
      return null;
    });
    expect(await failureOf(resumeOperation(harness.ports, id, harness.options()))).toMatchObject({
      code: 'PROXY_SERVER_DOWN',
      exitCode: 6,
    });
    expect(await harness.store.readOperation(id)).toMatchObject({state: 'failed'});
  });

  it('warns of what is still not as desired afterwards', async () => {
    const {harness, id} = await failing();
    harness.engine.failWhen(() => null);
    harness.proxy.failWhen(({method, subject}) => {
      if (method === 'ensureUp' && subject === 'hello-slave-2') harness.engine.lose('web-1', 'hello-master-1');
      return null;
    });
    expect(await resumeOperation(harness.ports, id, harness.options())).toMatchObject({
      changed: true,
      warnings: [{code: 'DRIFT', message: expect.stringContaining('hello-master-1')}],
    });
  });
});

describe('a time limit', () => {
  it('ends what is under way, and says what on which node had not ended, which flag, and how to go on', async () => {
    const harness = await start();
    const stop = new AbortController();
    const limit = new TimeLimit(10_000);
    const options = harness.options();
    const onEvent = (event: ExecutionEvent) => {
      limit.hear(event);
      options.onEvent(event);
    };
    harness.engine.failWhen((call) => {
      if (call.subject !== 'hello-master-1') return null;
      stop.abort(limit);
      return new Failure({code: 'INTERRUPTED', exit: exitCodes.sigint, message: 'Its program was ended.'});
    });
    const failure = await failureOf(deployHello(harness, {}, {signal: stop.signal, onEvent}));
    expect(failure).toMatchObject({
      code: 'TIMED_OUT',
      exitCode: exitCodes.stepFailed,
      message:
        'Not done within --timeout 10s; not ended: start hello-master-1 on web-1; what was done is journaled and the locks are released.',
      hint: expect.stringMatching(/^muster operation resume \S+/),
      details: {timeoutMs: 10_000, waitedFor: [{node: 'web-1', step: 'start hello-master-1 on web-1'}]},
    });
    expect(await harness.store.readLeases()).toEqual([]);
    heal(harness);
    await resumeOperation(harness.ports, null, harness.options());
    await expectConverged(harness);
  });

  it('is kept where a machine gives no answer when it is looked at; nothing changed then', async () => {
    const harness = await start();
    const stop = new AbortController();
    const never = new Promise<never>(() => undefined);
    const engine = await harness.ports.engine();
    const ports = {...harness.ports, engine: async () => ({...engine, observe: () => never}) as never};
    const before = await harness.store.readTopology();
    const deploying = failureOf(deployHello({...harness, ports} as Harness, {}, {signal: stop.signal}));
    stop.abort(new TimeLimit(500));
    expect(await deploying).toMatchObject({
      code: 'TIMED_OUT',
      exitCode: exitCodes.outside,
      message: 'Not done within --timeout 500ms; nothing changed.',
      hint: 'Give it longer with --timeout; muster doctor shows which machine is slow',
    });
    expect(await harness.store.readTopology()).toEqual(before);
  });
});
