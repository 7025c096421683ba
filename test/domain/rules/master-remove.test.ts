import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';

describe('MASTER_REMOVE', () => {
  it('refuses to scale the master away', () => {
    const after = aTopology()
      .withApp('hello')
      .withDeployment('hello', {roles: {master: 0, slave: 2}});
    expect(check('MASTER_REMOVE', {before: aDeployedTopology(), after})).toEqual([
      {
        code: 'MASTER_REMOVE',
        severity: 'error',
        subject: 'app hello',
        message: 'Scaling app hello in env prod would remove its master, which recipe web has exactly one of.',
        hint: 'Scale in the other roles (muster app scale hello --env prod --slaves 0), or end it all: muster app undeploy hello --env prod.',
        details: {org: 'default', env: 'prod', app: 'hello', recipe: 'web', role: 'master', before: 1, after: 0},
      },
    ]);
  });

  it('lets slaves go, the whole deployment go, and a second master go', () => {
    const withRoles = (roles: Record<string, number>) => aTopology().withApp('hello').withDeployment('hello', {roles});
    expect(messages('MASTER_REMOVE', {before: aDeployedTopology(), after: withRoles({master: 1, slave: 0})})).toEqual([]);
    expect(messages('MASTER_REMOVE', {before: aDeployedTopology(), after: aTopology().withApp('hello')})).toEqual([]);
    expect(messages('MASTER_REMOVE', {before: withRoles({master: 2}), after: withRoles({master: 1})})).toEqual([]);
  });
});
