import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';

describe('ENV_NO_NODE', () => {
  it('refuses a deployment to an env without nodes', () => {
    expect(check('ENV_NO_NODE', {after: aTopology().withEnv('prod').withApp('hello').withDeployment('hello')})).toEqual([
      {
        code: 'ENV_NO_NODE',
        severity: 'error',
        subject: 'env prod',
        message: 'App hello cannot be deployed to env prod, because env prod has no node.',
        hint: 'Give it one: muster env join prod NODE.',
        details: {org: 'default', env: 'prod', app: 'hello'},
      },
    ]);
  });

  it('allows an env with a node, and an env without anything', () => {
    expect(messages('ENV_NO_NODE', {after: aDeployedTopology().withEnv('empty')})).toEqual([]);
  });
});
