import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';

describe('NODE_UNREADY', () => {
  const deployed = (state: 'active' | 'cordoned' | 'drained') =>
    aTopology()
      .withNode('web-1', {state})
      .withEnv('prod', {nodes: ['web-1']})
      .withApp('hello')
      .withDeployment('hello');

  it('refuses what is new on a node that is not active', () => {
    expect(check('NODE_UNREADY', {before: deployed('cordoned'), after: deployed('cordoned').withInstance('hello')})).toEqual([
      {
        code: 'NODE_UNREADY',
        severity: 'error',
        subject: 'node web-1',
        message: 'Node web-1 is cordoned, and no other node of env prod can take prod/hello-slave-1.',
        hint: 'Let another node serve the env (muster env join prod NODE), or take this one back: muster node uncordon web-1.',
        details: {org: 'default', node: 'web-1', env: 'prod', state: 'cordoned', instances: ['prod/hello-slave-1']},
      },
    ]);
    const offline = {before: deployed('active'), after: deployed('active').withInstance('hello')};
    expect(messages('NODE_UNREADY', {...offline, facts: {offlineNodes: new Set(['default/web-1'])}})).toEqual([
      'Node web-1 is offline, and no other node of env prod can take prod/hello-slave-1.',
    ]);
  });

  it('leaves what stands on a cordoned node, but not on a drained one', () => {
    const before = aDeployedTopology().withInstance('hello');
    expect(messages('NODE_UNREADY', {before, after: deployed('cordoned').withInstance('hello')})).toEqual([]);
    expect(messages('NODE_UNREADY', {before, after: deployed('drained').withInstance('hello')})).toEqual([
      'Node web-1 is drained, and no other node of env prod can take prod/hello-slave-1.',
    ]);
    expect(messages('NODE_UNREADY', {before, after: before.withInstance('hello', {ordinal: 2})})).toEqual([]);
  });
});
