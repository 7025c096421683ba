import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {cloneEnv} from '../../src/core/use-cases/clone-env.js';
import {setConfig} from '../../src/core/use-cases/configs.js';
import {setRunState} from '../../src/core/use-cases/set-run-state.js';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, helloHarness} from '../support/hello-harness.js';
import {aRecipe, aTopology} from '../support/topology.js';

/** A node of three cores; each instance of `hello` takes one. */
let harness: Harness;
beforeEach(async () => {
  const topology = aTopology()
    .withNode('web-1', {connect: 'local', address: '127.0.0.1', capacity: {cpu: 3}})
    .withEnv('prod', {nodes: ['web-1']})
    .withEnv('test', {nodes: ['web-1']})
    .withApp('hello', {recipe: aRecipe({reserve: {cpu: 1}})})
    .withEntry(':8088');
  harness = await helloHarness({topology});
});
afterEach(() => harness.dispose());

const setLevel = () =>
  setConfig(harness.ports, {scope: {org: 'default', env: 'test', app: null}, values: {LEVEL: '1'}}, {dryRun: false});

describe('a copy that is stopped', () => {
  const cloned = {org: 'default', env: 'copy', app: 'hello'};
  beforeEach(async () => {
    await deployHello(harness, {slaves: 1});
    const request = {org: 'default', from: 'prod', to: 'copy', facts: {}, secrets: false};
    await cloneEnv(harness.ports, request, {dryRun: false});
  });

  it('takes no place until it starts, and none from another env', async () => {
    await deployHello(harness, {slaves: 2});
    expect((await harness.topology()).instances.map(({env}) => env)).toEqual(['prod', 'prod', 'prod']);
  });

  it('gets its place when it starts, if there is one', async () => {
    const start = () => setRunState(harness.ports, {key: cloned, state: 'running'}, harness.options());
    expect(await failureOf(start())).toMatchObject({code: 'CAPACITY', exitCode: 3});
    await deployHello(harness, {slaves: 0});
    await start();
    expect((await harness.topology()).instances.map(({env}) => env)).toEqual(['copy', 'copy', 'prod']);
  });
});

describe('a node that was given more than it has, on purpose', () => {
  beforeEach(async () => {
    await deployHello(harness, {slaves: 3}, {overridden: ['CAPACITY']});
  });

  it('keeps nobody from changing something else, and is told of', async () => {
    const {changed, warnings} = await setLevel();
    expect(changed).toBe(true);
    expect(warnings).toMatchObject([{code: 'CAPACITY', severity: 'warning'}]);
  });

  it('gets nothing more unless that is said again', async () => {
    expect(await failureOf(deployHello(harness, {slaves: 4}))).toMatchObject({code: 'CAPACITY', exitCode: 3});
    expect(await deployHello(harness, {slaves: 2})).toMatchObject({changed: true});
  });
});
