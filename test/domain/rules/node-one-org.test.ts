import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('NODE_ONE_ORG', () => {
  const owner = aTopology().withNode('web-1', {org: 'acme', connect: 'ssh://ops@10.0.0.1'});

  it('refuses the machine of another org, naming the owner', () => {
    expect(check('NODE_ONE_ORG', {before: owner, after: owner.withNode('a-1', {connect: 'ssh://root@10.0.0.1:22'})})).toEqual([
      {
        code: 'NODE_ONE_ORG',
        severity: 'error',
        subject: 'node a-1',
        message:
          'Node a-1 of org default is the same machine (ssh://root@10.0.0.1:22) as node web-1 (ssh://ops@10.0.0.1), which belongs to org acme.',
        hint: 'Use node web-1, or free the machine first: muster node remove web-1 --org acme.',
        details: {
          node: 'a-1',
          org: 'default',
          connect: 'ssh://root@10.0.0.1:22',
          owner: {node: 'web-1', org: 'acme', connect: 'ssh://ops@10.0.0.1'},
        },
      },
    ]);
  });

  it('refuses one machine twice in one org', () => {
    const after = aTopology().withNode('a', {connect: 'local'}).withNode('b', {connect: 'local'});
    expect(messages('NODE_ONE_ORG', {after})).toEqual([
      'Node b of org default is the same machine (local) as node a, which belongs to org default.',
    ]);
  });

  it.each([
    ['ssh://ops@10.0.0.1', 'tcp://10.0.0.1'],
    ['ssh://ops@10.0.0.1:2222', 'tcp://10.0.0.1:2376'],
    ['ssh://web.example.com', 'ssh://WEB.example.com.:022'],
    ['tcp://[2001:db8::1]', 'ssh://root@[2001:0DB8:0:0::1]'],
    ['tcp://[::ffff:10.0.0.1]', 'tcp://10.0.0.1:2376'],
    ['tcp://web.example.com', 'TCP://web.example.com:02376'],
    ['local', 'ssh://root@127.0.0.1'],
    ['local', 'tcp://[::1]'],
  ])('takes %s and %s for one', (a, b) => {
    expect(messages('NODE_ONE_ORG', {after: aTopology().withNode('a', {connect: a}).withNode('b', {connect: b})})).toEqual([
      `Node b of org default is the same machine (${b}) as node a (${a}), which belongs to org default.`,
    ]);
  });

  it.each([
    ['ssh://ops@10.0.0.1', 'ssh://ops@10.0.0.2'],
    ['ssh://ops@10.0.0.1', 'ssh://ops@10.0.0.1:2222'],
    ['local', 'tcp://10.0.0.1:2376'],
    ['local', 'ssh://ops@localhost:2222'],
    ['tcp://10.0.0.1:2376', 'tcp://10.0.0.1:2377'],
  ])('takes %s and %s for two', (a, b) => {
    expect(messages('NODE_ONE_ORG', {after: aTopology().withNode('a', {connect: a}).withNode('b', {connect: b})})).toEqual([]);
  });
});
