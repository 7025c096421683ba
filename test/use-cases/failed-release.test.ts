import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {statusView} from '../../src/cli/views/status.js';
import {abandonView, operationView, resumeView} from '../../src/cli/views/operations.js';
import {plainStyle} from '../../src/cli/views/style.js';
import {exitCodes, Failure} from '../../src/core/domain/errors.js';
import {abandonOperation} from '../../src/core/use-cases/abandon-operation.js';
import {readAppStatus} from '../../src/core/use-cases/app-status.js';
import {diagnose} from '../../src/core/use-cases/diagnose.js';
import {showOperation} from '../../src/core/use-cases/list-operations.js';
import {readStatus} from '../../src/core/use-cases/read-status.js';
import {resumeOperation} from '../../src/core/use-cases/resume-operation.js';
import {restartApp} from '../../src/core/use-cases/restart-app.js';
import {scaleApp} from '../../src/core/use-cases/scale-app.js';
import {setRunState} from '../../src/core/use-cases/set-run-state.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, hello, helloHarness} from '../support/hello-harness.js';

let harness: Harness;
let failure: Awaited<ReturnType<typeof failureOf>>;
let id: string;

/** 1.0.0 runs, and 2.0.0 came no further than its first slave. */
beforeEach(async () => {
  harness = await helloHarness();
  await deployHello(harness);
  const sick = new Failure({code: 'UNHEALTHY', exit: exitCodes.stepFailed, message: 'It is sick.'});
  harness.engine.failWhen(({method, subject}) => (method === 'ensureRunning' && subject === 'hello-slave-1' ? sick : null));
  failure = await failureOf(deployHello(harness, {version: '2.0.0'}));
  harness.engine.failWhen(() => null);
  id = String(failure.details['operation']);
});
afterEach(() => harness.dispose());

const back = 'muster app deploy hello --env prod --version 1.0.0';
const ways = () => `muster operation resume ${id} goes on with it; back to the version before: ${back}`;
const others = {
  restart: () => restartApp(harness.ports, hello, harness.options()),
  start: () => setRunState(harness.ports, {key: hello, state: 'running'}, harness.options()),
  scale: () => scaleApp(harness.ports, {key: hello, slaves: 3, roles: {}}, harness.options()),
};
const versions = () =>
  Object.fromEntries(harness.engine.containers.filter(({kind}) => kind === 'instance').map(({name, version}) => [name, version]));
const abandon = () => abandonOperation(harness.ports, id, harness.options());

describe('a release that failed half way', () => {
  it('tells its steps by what they do; their ids stand beside', async () => {
    const details = await showOperation(harness.ports, id);
    const open = details.steps.filter(({state}) => state !== 'done');
    expect(details.steps.map(({title}) => title)).toContain('start hello-slave-1 on web-1');
    const dryRun = harness.options({dryRun: true});
    const [resumed, abandoned] = [
      await resumeOperation(harness.ports, id, dryRun),
      await abandonOperation(harness.ports, id, dryRun),
    ];
    expect([resumed.steps, resumed.titles]).toEqual([open.map((step) => step.id), open.map((step) => step.title)]);
    expect([abandoned.remaining, abandoned.titles]).toEqual([resumed.steps, resumed.titles]);
    const texts = [
      operationView.text(details, plainStyle),
      resumeView.text(resumed, plainStyle),
      abandonView.text(abandoned, plainStyle),
    ];
    for (const text of texts) {
      for (const {title} of open) expect(text).toContain(title);
      for (const step of details.steps) expect(text).not.toContain(step.id);
      expect(text).not.toMatch(/null|undefined|\[object/);
    }
  });

  it('says both ways on, where it fails and wherever it is told', async () => {
    expect(failure).toMatchObject({
      code: 'UNHEALTHY',
      hint: ways(),
      details: {resume: `muster operation resume ${id}`, back: [back]},
    });
    const status = await readStatus(harness.ports, {org: 'default', env: null});
    expect(status).toMatchObject({nextCommand: `muster operation resume ${id}`, ways: {back: [back]}});
    const lines = [`Next: muster operation resume ${id}`, `  or: ${back}, which brings back the version before`].join('\n');
    expect(statusView.text(status, plainStyle)).toContain(lines);
    expect(operationView.text(await showOperation(harness.ports, id), plainStyle)).toContain(lines);
    const {problems} = await readAppStatus(harness.ports, hello);
    expect(problems[0]).toMatchObject({code: 'OPERATION_OPEN', hint: ways()});
    expect(new Set(problems.map(({hint}) => hint))).toEqual(new Set([ways()]));
    const checks = await diagnose(harness.ports, {org: 'default', node: null});
    expect(checks.find(({code}) => code === 'OPERATION_OPEN')).toMatchObject({hint: ways()});
  });

  it.each(['restart', 'start', 'scale'] as const)('is not rolled onto what is healthy by a %s', async (verb) => {
    const before = versions();
    expect(await failureOf(others[verb]())).toMatchObject({code: 'OPERATION_OPEN', exitCode: 5, hint: ways()});
    await abandon();
    expect(await failureOf(others[verb]())).toMatchObject({
      code: 'RELEASE_UNFINISHED',
      exitCode: 5,
      message:
        'App hello in env prod is declared in version 2.0.0, and hello-master-1, hello-slave-1 and hello-slave-2 run 1.0.0: this command would replace them.',
      hint: `Say which version it is to be: muster app deploy hello --env prod --version 2.0.0, or back to the version before: ${back}`,
    });
    expect(versions()).toEqual(before);
  });

  it('is mended by a command that works when typed, with and without its operation', async () => {
    await abandon();
    expect(await readStatus(harness.ports, {org: 'default', env: null})).toMatchObject({
      ways: null,
      nextCommand: 'muster app deploy hello --env prod --version 2.0.0',
    });
    await deployHello(harness, {version: '1.0.0'});
    expect(new Set(Object.values(versions()))).toEqual(new Set(['1.0.0']));
    expect(await readStatus(harness.ports, {org: 'default', env: null})).toMatchObject({healthy: true, ways: null});
  });

  it('names what runs healthy as the version before, also after a second attempt', async () => {
    harness.engine.failWhen(({method}) =>
      method === 'ensureRunning' ? new Failure({code: 'UNHEALTHY', exit: exitCodes.stepFailed, message: 'It is sick.'}) : null,
    );
    const second = await failureOf(deployHello(harness, {version: '3.0.0'}));
    expect(second.details['back']).toEqual([back]);
  });

  it('lets a restart of what is all in one version be repeated', async () => {
    await deployHello(harness, {version: '1.0.0'});
    harness.engine.failAtCall(4);
    await others.restart().catch(() => undefined);
    await others.restart();
    expect(await harness.store.readOperations({open: true})).toEqual([]);
  });
});
