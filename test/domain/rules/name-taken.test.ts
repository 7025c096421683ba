import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('NAME_TAKEN', () => {
  it('finds names that stand twice, in any case', () => {
    expect(check('NAME_TAKEN', {after: aTopology().withNode('web-1').withNode('Web-1')})).toEqual([
      {
        code: 'NAME_TAKEN',
        severity: 'error',
        subject: 'node web-1',
        message: 'The node name web-1 is taken in org default: it stands there 2 times, as web-1 and Web-1.',
        hint: 'Choose another name; muster node list shows those in use.',
        details: {kind: 'node', name: 'web-1', spellings: ['web-1', 'Web-1'], scope: 'org default', times: 2},
      },
    ]);
    expect(messages('NAME_TAKEN', {after: aTopology().withService('db').withService('db')})).toEqual([
      'The service name db is taken in env prod of org default: it stands there 2 times.',
    ]);
    expect(messages('NAME_TAKEN', {after: aTopology().withOrg('Default')})).toEqual([
      'The org name default is taken: it stands there 2 times, as default and Default.',
    ]);
  });

  it('allows one name in two orgs, in two envs and for two kinds', () => {
    const after = aTopology()
      .withNode('a')
      .withNode('a', {org: 'acme'})
      .withEnv('a')
      .withApp('a')
      .withService('a')
      .withService('a', {env: 'test'});
    expect(messages('NAME_TAKEN', {after})).toEqual([]);
  });
});
