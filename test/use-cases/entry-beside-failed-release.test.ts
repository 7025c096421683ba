import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {exitCodes, Failure} from '../../src/core/domain/errors.js';
import {addEntry} from '../../src/core/use-cases/entries.js';
import {planDrift} from '../../src/core/use-cases/plan-drift.js';
import {restartApp} from '../../src/core/use-cases/restart-app.js';
import {resumeOperation} from '../../src/core/use-cases/resume-operation.js';
import {deployHello, failureOf, hello, helloHarness} from '../support/hello-harness.js';
import type {Harness} from '../support/harness.js';

let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness();
  await deployHello(harness);
});
afterEach(() => harness.dispose());

const broken = new Failure({code: 'ENGINE_FAILED', exit: exitCodes.stepFailed, message: 'It broke.'});
const entry = {org: 'default', env: 'prod', address: 'company.com', path: '/'};

/** A release that stopped half way, and then an entry on the same balancer. */
async function failedRelease(): Promise<string> {
  harness.engine.failWhen(({method, subject}) => (method.startsWith('ensure') && subject === 'hello-slave-3' ? broken : null));
  await failureOf(deployHello(harness, {version: '2.0.0', slaves: 3}));
  harness.engine.failWhen(() => null);
  const [operation] = await harness.store.readOperations({open: true});
  await addEntry(harness.ports, entry, harness.options());
  return operation!.id;
}

describe('an entry that is added after a failed release', () => {
  it('leaves its operation open: whether it goes on, its operator says', async () => {
    const id = await failedRelease();
    expect((await harness.store.readOperations({open: true})).map((operation) => operation.id)).toEqual([id]);
    expect(await failureOf(restartApp(harness.ports, hello, harness.options()))).toMatchObject({code: 'OPERATION_OPEN'});
  });

  it('is still there when the release is resumed', async () => {
    const id = await failedRelease();
    await resumeOperation(harness.ports, id, harness.options());
    expect((await planDrift(harness.ports, {org: 'default'})).changes).toEqual([]);
    expect(await harness.store.readOperations({open: true})).toEqual([]);
  });
});
