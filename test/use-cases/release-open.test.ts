import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {exitCodes, Failure} from '../../src/core/domain/errors.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, helloHarness} from '../support/hello-harness.js';

let harness: Harness;
beforeEach(async () => {
  harness = await helloHarness();
  await deployHello(harness);
});
afterEach(() => harness.dispose());

const versionNow = async () => (await harness.topology()).deployments.map(({version}) => version);

describe('RELEASE_OPEN', () => {
  it('refuses a second release while the first is under way, and changes nothing', async () => {
    const other = await harness.another({pid: 2, actor: 'bob', sharing: harness});
    let second: Promise<unknown> | undefined;
    harness.engine.failWhen(({subject}) => {
      if (subject === 'hello-slave-1') second ??= failureOf(deployHello(other, {version: '3.0.0'}));
      return null;
    });
    await deployHello(harness, {version: '2.0.0'});
    expect(await second).toMatchObject({code: 'BUSY', exitCode: 5, message: expect.stringContaining('alice')});
    expect(await versionNow()).toEqual(['2.0.0']);
    expect((await harness.store.readOperations()).map(({actor}) => actor)).toEqual(['alice', 'alice']);
  });

  it('does not stand in the way once the first has stopped half way: the next takes it over', async () => {
    const broken = new Failure({code: 'ENGINE_FAILED', exit: exitCodes.stepFailed, message: 'It broke.'});
    harness.engine.failWhen(({method, subject}) => (method.startsWith('ensure') && subject === 'hello-slave-2' ? broken : null));
    const stopped = await failureOf(deployHello(harness, {version: '2.0.0'}));
    expect(stopped.exitCode).toBe(6);
    harness.engine.failWhen(() => null);
    await deployHello(harness, {version: '3.0.0'});
    expect(harness.events.filter(({type}) => type === 'took-over')).toHaveLength(1);
    expect(await versionNow()).toEqual(['3.0.0']);
    expect(await harness.store.readOperations({open: true})).toEqual([]);
    expect(new Set(harness.engine.containers.filter(({kind}) => kind === 'instance').map(({version}) => version))).toEqual(
      new Set(['3.0.0']),
    );
  });
});
