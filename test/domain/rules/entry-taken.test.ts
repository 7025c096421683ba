import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('ENTRY_TAKEN', () => {
  const two = (a: string[], b: string[]) =>
    ['n1', 'n2']
      .reduce((built, node) => built.withNode(node), aTopology())
      .withEnv('prod', {nodes: a})
      .withEnv('test', {nodes: b});

  it('refuses an address of another env, however it is written, and names the owner', () => {
    const before = two(['n1'], ['n2']).withEntry('test.com:80');
    expect(check('ENTRY_TAKEN', {before, after: before.withEntry('http://TEST.com/', {env: 'test'})})).toEqual([
      {
        code: 'ENTRY_TAKEN',
        severity: 'error',
        subject: 'entry test.com:80',
        message: 'Address test.com:80 of env test belongs to env prod already.',
        hint: 'Move it in one step: muster entry move test.com:80 --from prod --to test.',
        details: {
          address: 'test.com:80',
          env: 'test',
          org: 'default',
          owner: {address: 'test.com:80', env: 'prod', org: 'default'},
        },
      },
    ]);
  });

  it('names as owner who had the address before', () => {
    const before = two(['n1'], ['n2']).withEntry('a.com:80', {env: 'test'});
    expect(messages('ENTRY_TAKEN', {before, after: before.withEntry('a.com:80')})).toEqual([
      'Address a.com:80 of env prod belongs to env test already.',
    ]);
  });

  it('refuses any host on a port beside a host on that port where both envs share a node', () => {
    const before = two(['n1'], ['n1']).withEntry('shop.com:8080');
    expect(check('ENTRY_TAKEN', {before, after: before.withEntry(':8080', {env: 'test'})})).toMatchObject([
      {
        subject: 'entry :8080',
        message:
          'Address :8080 of env test conflicts with shop.com:8080, which belongs to env prod: :8080 takes every host on port 8080, and both envs are served by node n1.',
        hint: 'Choose another address, or remove that one: muster entry remove shop.com:8080 --env prod.',
      },
    ]);
    const reversed = two(['n1'], ['n1']).withEntry(':8080');
    expect(messages('ENTRY_TAKEN', {before: reversed, after: reversed.withEntry('shop.com:8080', {env: 'test'})})).toEqual([
      'Address shop.com:8080 of env test conflicts with :8080, which belongs to env prod: :8080 takes every host on port 8080, and both envs are served by node n1.',
    ]);
  });

  it.each([
    [['n1'], ['n1'], 1],
    [[], [], 1],
    [['n1'], [], 1],
    [['n1'], ['n2'], 0],
  ])('with :80 in two envs on %j and %j finds %i', (a, b, count) => {
    expect(messages('ENTRY_TAKEN', {after: two(a, b).withEntry(':80').withEntry(':80', {env: 'test'})})).toHaveLength(count);
  });

  it('compares every env with :80, and not only with the first of them', () => {
    const after = two(['n1'], ['n2'])
      .withEnv('beta', {nodes: ['n2']})
      .withEntry(':80')
      .withEntry(':80', {env: 'test'});
    expect(messages('ENTRY_TAKEN', {before: after, after: after.withEntry(':80', {env: 'beta'})})).toEqual([
      'Address :80 of env beta belongs to env test already.',
    ]);
  });

  it('allows several addresses in one env, other ports, and any host on a node of its own', () => {
    expect(
      messages('ENTRY_TAKEN', {
        after: two(['n1'], ['n1']).withEntry('a.com:80').withEntry(':80').withEntry('b.com:81', {env: 'test'}),
      }),
    ).toEqual([]);
    expect(messages('ENTRY_TAKEN', {after: two(['n1'], ['n2']).withEntry(':80').withEntry('b.com:80', {env: 'test'})})).toEqual(
      [],
    );
    expect(
      messages('ENTRY_TAKEN', {
        after: two(['n1'], ['n1']).withEntry('a.com:80', {path: '/a'}).withEntry('a.com:80', {path: '/b'}),
      }),
    ).toEqual([]);
  });

  it('holds across orgs', () => {
    const after = aTopology()
      .withEnv('prod')
      .withEnv('prod', {org: 'acme'})
      .withEntry('a.com:80', {org: 'acme'})
      .withEntry('a.com:80');
    expect(check('ENTRY_TAKEN', {after})).toMatchObject([{details: {org: 'default', owner: {org: 'acme'}}}]);
  });
});
