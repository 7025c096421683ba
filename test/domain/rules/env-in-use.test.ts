import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';

describe('ENV_IN_USE', () => {
  const before = aDeployedTopology().withEntry('company.com:80').withService('db');

  it('refuses to delete an env that has something, and lists it', () => {
    const after = aTopology()
      .withNode('web-1')
      .withApp('hello')
      .withDeployment('hello')
      .withEntry('company.com:80')
      .withService('db');
    expect(check('ENV_IN_USE', {before, after})).toEqual([
      {
        code: 'ENV_IN_USE',
        severity: 'error',
        subject: 'env prod',
        message: 'Env prod cannot be deleted while it has app hello, entry company.com:80 and service db.',
        hint: 'Delete it with all of that: muster env delete prod --cascade --confirm prod.',
        details: {org: 'default', env: 'prod', contents: ['app hello', 'entry company.com:80', 'service db']},
      },
    ]);
  });

  it('lets an env go with everything in it, or with nothing in it', () => {
    expect(messages('ENV_IN_USE', {before, after: aTopology()})).toEqual([]);
    expect(messages('ENV_IN_USE', {before: aTopology().withEnv('prod'), after: aTopology()})).toEqual([]);
    expect(messages('ENV_IN_USE', {after: before})).toEqual([]);
  });
});
