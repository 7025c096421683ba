import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology} from '../../support/topology.js';

describe('NODE_NOT_IN_ENV', () => {
  it('refuses an instance on a node that does not serve its env', () => {
    const after = aDeployedTopology().withNode('web-2').withInstance('hello', {node: 'web-2'});
    expect(check('NODE_NOT_IN_ENV', {before: aDeployedTopology(), after})).toEqual([
      {
        code: 'NODE_NOT_IN_ENV',
        severity: 'error',
        subject: 'instance prod/hello-slave-1',
        message: 'Instance hello-slave-1 of env prod stands on node web-2, which does not serve env prod.',
        hint: 'Let the node serve the env: muster env join prod web-2.',
        details: {org: 'default', env: 'prod', instance: 'hello-slave-1', node: 'web-2', envNodes: ['web-1']},
      },
    ]);
  });

  it('allows instances on nodes of their env', () => {
    expect(messages('NODE_NOT_IN_ENV', {after: aDeployedTopology().withInstance('hello')})).toEqual([]);
  });
});
