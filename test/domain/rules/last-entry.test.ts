import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';

describe('LAST_ENTRY', () => {
  const before = aDeployedTopology().withEntry('company.com:80');

  it('refuses to remove the last entry of an env with running apps', () => {
    expect(check('LAST_ENTRY', {before, after: aDeployedTopology()})).toEqual([
      {
        code: 'LAST_ENTRY',
        severity: 'error',
        subject: 'env prod',
        message: 'Removing company.com:80 leaves env prod without an entry while hello runs in it.',
        hint: 'Add another entry first (muster entry add ADDRESS --env prod), or remove it all the same: muster entry remove company.com:80 --env prod --force.',
        details: {org: 'default', env: 'prod', entries: ['company.com:80'], apps: ['hello']},
      },
    ]);
  });

  it('lets it go when another stays, when nothing runs, and with the env', () => {
    expect(messages('LAST_ENTRY', {before: before.withEntry(':81'), after: before})).toEqual([]);
    const stopped = aTopology().withEnv('prod').withDeployment('hello', {state: 'stopped'});
    expect(messages('LAST_ENTRY', {before: stopped.withEntry(':80'), after: stopped})).toEqual([]);
    expect(messages('LAST_ENTRY', {before, after: aTopology()})).toEqual([]);
    expect(messages('LAST_ENTRY', {after: aDeployedTopology()})).toEqual([]);
  });
});
