import {describe, expect, it} from 'vitest';
import {containerSpec, localNode} from '../../support/container-specs.js';
import {FakeEngine} from '../../support/fake-engine.js';
import {engineContract} from './engine-contract.js';

engineContract('fake', async () => {
  const engine = new FakeEngine();
  return {
    engine,
    node: localNode(),
    installation: 'fake',
    image: 'tiny:1',
    command: () => ['serve'],
    hostPort: 21500,
    sicken(spec) {
      engine.unhealthy.add(spec.name);
      return spec;
    },
    dispose: async () => {},
  };
});

describe('FakeEngine', () => {
  const node = localNode();
  const start = (engine: FakeEngine) =>
    engine.ensureRunning({node, project: {name: 'p', containers: [containerSpec('a')]}, names: ['a'], secrets: new Map()});

  it('fails at the call that it was told, once', async () => {
    const engine = new FakeEngine();
    engine.failAtCall(2);
    await start(engine);
    await expect(start(engine)).rejects.toMatchObject({code: 'COMPOSE_FAILED'});
    await start(engine);
    expect(engine.effects.map((call) => `${call.method} ${call.subject}`)).toEqual([
      'ensureRunning a',
      'ensureRunning a',
      'ensureRunning a',
    ]);
  });

  it('does not answer for a node that is unreachable', async () => {
    const engine = new FakeEngine();
    engine.unreachable.add('web-1');
    await expect(engine.observe(node, 'test')).rejects.toMatchObject({code: 'NODE_UNREACHABLE', exitCode: 7});
  });

  it('shows what was lost or changed by hand', async () => {
    const engine = new FakeEngine();
    await start(engine);
    engine.alter('web-1', 'a', {health: 'unhealthy'});
    expect(engine.containers[0]?.health).toBe('unhealthy');
    engine.lose('web-1', 'a');
    expect(engine.containers).toEqual([]);
  });
});
