import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';

describe('NODE_IN_USE', () => {
  const withTwo = () =>
    aTopology()
      .withNode('web-1')
      .withNode('web-2')
      .withApp('hello')
      .withDeployment('hello')
      .withInstance('hello', {node: 'web-2'});
  const before = withTwo().withEnv('prod', {nodes: ['web-1', 'web-2']});

  it('refuses that a node with instances leaves its env', () => {
    expect(check('NODE_IN_USE', {before, after: withTwo().withEnv('prod', {nodes: ['web-1']})})).toEqual([
      {
        code: 'NODE_IN_USE',
        severity: 'error',
        subject: 'node web-2',
        message: 'Node web-2 cannot leave env prod while it hosts prod/hello-slave-1.',
        hint: 'Move them to other nodes: muster env leave prod web-2 --force.',
        details: {org: 'default', node: 'web-2', env: 'prod', hosts: ['prod/hello-slave-1']},
      },
    ]);
  });

  it('refuses that a node with instances or managed services is removed', () => {
    const hosting = before.withService('db', {managed: {node: 'web-2', image: null}});
    const after = aDeployedTopology().withService('db', {managed: {node: 'web-2', image: null}});
    expect(check('NODE_IN_USE', {before: hosting, after})).toMatchObject([
      {
        message: 'Node web-2 cannot be removed while it hosts prod/hello-slave-1 and service prod/db.',
        hint: 'First take away or move what cannot follow: muster service remove db --env prod && muster node remove web-2 --force.',
      },
    ]);
  });

  it('lets a node go that hosts nothing, or whose app or env goes with it', () => {
    expect(
      messages('NODE_IN_USE', {before: before.withNode('web-3').withMember('web-3'), after: before.withNode('web-3')}),
    ).toEqual([]);
    expect(
      messages('NODE_IN_USE', {
        before,
        after: aTopology()
          .withNode('web-1')
          .withEnv('prod', {nodes: ['web-1']}),
      }),
    ).toEqual([]);
    expect(messages('NODE_IN_USE', {before, after: withTwo()})).toEqual([]);
  });
});
