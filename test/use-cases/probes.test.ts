import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Harness} from '../support/harness.js';
import {deployHello, failureOf, helloHarness, helloTopology} from '../support/hello-harness.js';
import {aRecipe} from '../support/topology.js';

let harness: Harness;
const open = async (health = {}) => {
  const recipe = aRecipe();
  harness = await helloHarness({topology: helloTopology({...recipe, health: {...recipe.health, ...health}})});
  harness.engine.images.set('web:1.0.0', 'sha256:one').set('web:1.1.0', 'sha256:two');
};
beforeEach(() => open());
afterEach(() => harness.dispose());
const looked = () => harness.engine.calls.filter(({method}) => method === 'readPrograms');

describe('an image that cannot check its own health', () => {
  it.each([
    {what: 'has no shell', has: null, lacks: 'sh'},
    {what: 'has nothing that asks', has: ['grep'], lacks: 'each of curl, wget, node, python3, bash'},
    {what: 'has only bash for https', health: {scheme: 'https'}, has: ['bash'], lacks: 'each of curl, wget, node, python3'},
    {what: 'has no grep for contains', health: {contains: 'ok'}, has: ['curl'], lacks: 'grep, which `contains` needs'},
  ])('is refused before anything moves where it $what', async ({health, has, lacks}) => {
    await harness.dispose();
    await open(health);
    harness.engine.programs.set('sha256:one', has);
    expect(await failureOf(deployHello(harness))).toMatchObject({
      code: 'PROBE_IMPOSSIBLE',
      exitCode: 3,
      details: {images: [{app: 'hello', image: 'web:1.0.0', lacks}]},
    });
    expect(harness.engine.effects).toEqual([]);
    harness.engine.programs.clear();
    expect(await deployHello(harness)).toMatchObject({changed: true});
  });
});

it('an image that a healthy instance has proven is not looked into again', async () => {
  await deployHello(harness);
  expect(looked()).toHaveLength(1);
  await deployHello(harness, {version: '1.1.0'});
  expect(looked()).toHaveLength(2);
  await deployHello(harness, {version: '1.1.0', slaves: 3});
  expect(looked()).toHaveLength(2);
});
