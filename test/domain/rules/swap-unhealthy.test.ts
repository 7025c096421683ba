import {describe, expect, it} from 'vitest';
import {withMovedEntry} from '../../../src/core/domain/changes/with-entry.js';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('SWAP_UNHEALTHY', () => {
  const before = aTopology()
    .withEnv('blue')
    .withEnv('green')
    .withApp('hello')
    .withDeployment('hello', {env: 'blue'})
    .withEntry('company.com:80', {env: 'blue'});
  const after = new TopologyBuilder(
    withMovedEntry(before.build(), {org: 'default', address: 'company.com:80', from: 'blue', to: 'green'}),
  );

  it('refuses to move an address to an env in which nothing is healthy', () => {
    expect(check('SWAP_UNHEALTHY', {before, after, facts: {healthyEnvs: new Set(['default/blue'])}})).toEqual([
      {
        code: 'SWAP_UNHEALTHY',
        severity: 'error',
        subject: 'env green',
        message: 'Env green has no healthy instance to take company.com:80 over from env blue.',
        hint: 'See what ails it (muster status --env green), or do it all the same: muster entry move company.com:80 --from blue --to green --force.',
        details: {org: 'default', env: 'green', from: ['blue'], unseen: [], addresses: ['company.com:80']},
      },
    ]);
  });

  it('says of nodes that do not answer that nothing was seen there', () => {
    const facts = {healthyEnvs: new Set(['default/blue']), offlineNodes: new Set(['default/web-2'])};
    const far = new TopologyBuilder({
      ...after.build(),
      memberships: [{org: 'default', env: 'green', node: 'web-2', weight: null}],
    });
    expect(messages('SWAP_UNHEALTHY', {before, after: far, facts})).toEqual([
      'Env green has no healthy instance to take company.com:80 over from env blue, as far as can be seen: web-2 does not answer.',
    ]);
  });

  it('allows it where one is healthy, where nothing runs, and where nobody looked', () => {
    expect(messages('SWAP_UNHEALTHY', {before, after, facts: {healthyEnvs: new Set(['default/green'])}})).toEqual([]);
    expect(messages('SWAP_UNHEALTHY', {before, after})).toEqual([]);
    const idle = aTopology().withEnv('blue').withEnv('green').withEntry('company.com:80', {env: 'blue'});
    const moved = withMovedEntry(idle.build(), {org: 'default', address: 'company.com:80', from: 'blue', to: 'green'});
    expect(
      messages('SWAP_UNHEALTHY', {before: idle, after: new TopologyBuilder(moved), facts: {healthyEnvs: new Set()}}),
    ).toEqual([]);
  });
});
