import {afterEach, describe, expect, it} from 'vitest';
import {scaleApp} from '../../src/core/use-cases/scale-app.js';
import {createHarness, type Harness} from '../support/harness.js';
import {deployHello, failureOf, hello} from '../support/hello-harness.js';
import {aTopology} from '../support/topology.js';

let harness: Harness;
afterEach(() => harness.dispose());

/** `hello` deployed on `web-1`, and `web-2` joined afterwards. */
async function withNewNode(): Promise<string> {
  harness = await createHarness();
  const topology = aTopology()
    .withNode('web-1')
    .withNode('web-2')
    .withEnv('prod', {nodes: ['web-1']})
    .withApp('hello');
  await harness.seed(topology);
  await deployHello(harness);
  const deployed = await harness.topology();
  await harness.seed({
    ...deployed,
    memberships: [...deployed.memberships, {org: 'default', env: 'prod', node: 'web-2', weight: null}],
  });
  return deployed.deployments[0]?.imageId as string;
}

const scale = () => scaleApp(harness.ports, {key: hello, slaves: 3, roles: {}}, harness.options());
const imageOf = (node: string) => harness.engine.imagesOf(node);

describe('a pinned image on a node that is new', () => {
  it('is pulled by its tag', async () => {
    const pinned = await withNewNode();
    imageOf('web-2').set(pinned, null).set('web:1.0.0', null);
    harness.engine.registry.set('web:1.0.0', pinned);
    await scale();
    expect(harness.engine.calls).toContainEqual({method: 'ensureImage', node: 'web-2', subject: 'web:1.0.0'});
    expect(harness.running()).toContain('hello-slave-3');
  });

  it('is missing where the tag brings another one, before anything moves', async () => {
    const pinned = await withNewNode();
    imageOf('web-2')
      .set(pinned, null)
      .set('web:1.0.0', `sha256:${'9'.repeat(64)}`);
    const failure = await failureOf(scale());
    expect(failure).toMatchObject({code: 'IMAGE_MISSING', exitCode: 3});
    expect(failure.message).toContain('Node web-2 has not the image that deployment default/prod/hello runs (web:1.0.0, ');
    expect(failure.hint).toContain('docker save web:1.0.0 | ssh ops@web-2 docker load');
    expect(harness.running()).not.toContain('hello-slave-3');
  });

  it('is missing where nothing can be pulled', async () => {
    const pinned = await withNewNode();
    imageOf('web-2').set(pinned, null).set('web:1.0.0', null);
    expect(await failureOf(scale())).toMatchObject({code: 'IMAGE_PULL_FAILED', exitCode: 7});
    expect(harness.running()).not.toContain('hello-slave-3');
  });

  it('is missing where its registry has another one by now', async () => {
    const pinned = await withNewNode();
    imageOf('web-2').set(pinned, null).set('web:1.0.0', null);
    harness.engine.registry.set('web:1.0.0', `sha256:${'9'.repeat(64)}`);
    expect(await failureOf(scale())).toMatchObject({code: 'IMAGE_MISSING', exitCode: 3});
    expect(harness.running()).not.toContain('hello-slave-3');
  });
});

describe('a first deployment on several nodes', () => {
  it('takes the image of the first and says where another bears its name', async () => {
    harness = await createHarness();
    await harness.seed(
      aTopology()
        .withNode('web-1')
        .withNode('web-2')
        .withEnv('prod', {nodes: ['web-1', 'web-2']})
        .withApp('hello'),
    );
    imageOf('web-2').set('web:1.0.0', `sha256:${'9'.repeat(64)}`);
    const failure = await failureOf(deployHello(harness));
    expect(failure).toMatchObject({code: 'IMAGE_MISSING', exitCode: 3});
    expect(failure.message).toContain('Node web-2 has not the image');
  });
});

describe('an image that has to be pulled', () => {
  const id = `sha256:${'7'.repeat(64)}`;
  const pulled = () => harness.engine.calls.filter(({method}) => method === 'ensureImage').map(({node}) => node);
  const withRegistry = async () => {
    harness = await createHarness();
    await harness.seed(
      aTopology()
        .withNode('web-1')
        .withNode('web-2')
        .withEnv('prod', {nodes: ['web-1', 'web-2']})
        .withApp('hello'),
    );
    await deployHello(harness);
    harness.engine.images.set('web:2.0.0', null);
    harness.engine.registry.set('web:2.0.0', id);
  };

  it('is pulled when the person has agreed, on every node, before anything moves', async () => {
    await withRegistry();
    const before = harness.engine.calls.length;
    let agreed = false;
    await deployHello(
      harness,
      {version: '2.0.0'},
      {
        confirm: async (plan) => {
          agreed = true;
          expect(plan.stages[0]?.title).toBe('Pull images');
          expect(plan.changes.filter(({subject}) => subject === 'image web:2.0.0').map(({node}) => node)).toEqual([
            'web-1',
            'web-2',
          ]);
          expect(pulled()).toEqual([]);
          return true;
        },
      },
    );
    expect(agreed).toBe(true);
    const effects = harness.engine.calls.slice(before).filter(({method}) => method.startsWith('ensure'));
    expect(
      effects
        .slice(0, 2)
        .map(({method, node}) => `${method} ${node}`)
        .sort(),
    ).toEqual(['ensureImage web-1', 'ensureImage web-2']);
    expect(effects.slice(2).some(({method}) => method === 'ensureImage')).toBe(false);
    expect((await harness.topology()).deployments[0]).toMatchObject({version: '2.0.0', imageId: id});
    expect(harness.events.map(({type}) => type)).toContain('step-done');
  });

  it('is not pulled by a dry run, nor when the person declines', async () => {
    await withRegistry();
    await deployHello(harness, {version: '2.0.0'}, {dryRun: true});
    expect(await failureOf(deployHello(harness, {version: '2.0.0'}, {confirm: async () => false}))).toMatchObject({
      code: 'CANCELLED',
    });
    expect(pulled()).toEqual([]);
  });

  it('changes nothing where one node cannot have it', async () => {
    await withRegistry();
    harness.engine.registry.delete('web:2.0.0');
    imageOf('web-1').set('web:2.0.0', id);
    const before = await harness.topology();
    expect(await failureOf(deployHello(harness, {version: '2.0.0'}))).toMatchObject({code: 'IMAGE_PULL_FAILED'});
    expect(await harness.topology()).toEqual(before);
    expect(await harness.store.readLeases()).toEqual([]);
  });
});
