import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {addEntry, updateEntry, type EntryFacts} from '../../src/core/use-cases/entries.js';
import {createApp} from '../../src/core/use-cases/create-app.js';
import {updateApp} from '../../src/core/use-cases/update-app.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, helloHarness} from '../support/hello-harness.js';

let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness();
  await deployHello(harness);
});
afterEach(() => harness.dispose());

const company = {org: 'default', env: 'prod', address: 'company.com', path: '/'};
const add = (more: Partial<EntryFacts> = {}) => addEntry(harness.ports, {...company, ...more}, harness.options());
const update = (more: Partial<EntryFacts>) => updateEntry(harness.ports, {...company, ...more}, harness.options());
const entry = async () => (await harness.topology()).entries.find(({address}) => address === 'company.com:80');

describe('an entry that is there', () => {
  it('is not changed by adding it with other words, and the command that changes it is told', async () => {
    await add({backup: true});
    expect(await failureOf(add({backup: false}))).toMatchObject({
      code: 'NAME_TAKEN',
      exitCode: 3,
      message: 'Entry company.com:80 exists already, with other values of backup.',
      hint: 'muster entry update company.com:80 --env prod --no-backup',
    });
    expect(await failureOf(add({app: 'hello'}))).toMatchObject({
      hint: 'muster entry update company.com:80 --env prod --app hello',
    });
    expect((await add()).outcome.changed).toBe(false);
    expect(await entry()).toMatchObject({backup: true, app: null});
  });

  it('is changed by its update, in what is said and nothing else', async () => {
    await add({backup: true});
    expect((await update({app: 'hello'})).outcome.changed).toBe(true);
    expect(await entry()).toMatchObject({backup: true, app: 'hello'});
    expect((await update({backup: false})).outcome.changed).toBe(true);
    expect(await entry()).toMatchObject({backup: false, app: 'hello'});
    expect((await update({backup: false})).outcome.changed).toBe(false);
  });

  it('is not made by an update', async () => {
    expect(await failureOf(update({backup: true}))).toMatchObject({code: 'NOT_FOUND', exitCode: 4});
  });
});

describe('another recipe or image of an app', () => {
  const app = {org: 'default', name: 'hello'};
  const change = (facts: {readonly recipe?: string; readonly image?: string}, dryRun = false) =>
    updateApp(harness.ports, {...app, ...facts}, harness.options({dryRun}));

  it('replaces what runs of it, after its plan', async () => {
    const before = harness.engine.containers.length;
    const planned = await change({image: 'other'}, true);
    expect([...planned.plan.changes].map(({subject}) => subject)).toEqual(
      expect.arrayContaining(['app hello', 'instance hello-master-1', 'instance hello-slave-1']),
    );
    await change({image: 'other'});
    expect(harness.engine.containers).toHaveLength(before);
    expect((await harness.topology()).apps[0]).toMatchObject({image: 'other'});
    expect(harness.engine.calls.some(({subject}) => subject === 'other:1.0.0')).toBe(true);
    expect(await change({image: 'other'})).toMatchObject({changed: false});
  });

  it('is what the command says that does not overwrite', async () => {
    expect(await failureOf(createApp(harness.ports, {...app, recipe: 'new-api', image: null}, {dryRun: false}))).toMatchObject({
      code: 'NAME_TAKEN',
      hint: 'muster app update hello --recipe new-api',
    });
  });

  it('is of an app that is there', async () => {
    expect(
      await failureOf(updateApp(harness.ports, {org: 'default', name: 'helo', image: 'x'}, harness.options())),
    ).toMatchObject({code: 'NOT_FOUND', exitCode: 4});
  });
});
