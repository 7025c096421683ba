import {describe, expect, it} from 'vitest';
import {withoutOrg} from '../../../src/core/domain/changes/with-org.js';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('ORG_IN_USE', () => {
  const before = aTopology().withOrg('acme').withNode('web-1', {org: 'acme'}).withEnv('prod', {org: 'acme'});

  it('refuses to delete an org that owns something, and lists it', () => {
    const after = new TopologyBuilder(withoutOrg(before.build(), 'acme'));
    expect(check('ORG_IN_USE', {before, after})).toEqual([
      {
        code: 'ORG_IN_USE',
        severity: 'error',
        subject: 'org acme',
        message: 'Org acme cannot be deleted while it has node web-1 and env prod.',
        hint: 'Remove those first; muster org show acme lists them.',
        details: {org: 'acme', owns: ['node web-1', 'env prod']},
      },
    ]);
  });

  it('lets an org go that owns nothing', () => {
    expect(messages('ORG_IN_USE', {before: aTopology().withOrg('acme'), after: aTopology()})).toEqual([]);
    expect(messages('ORG_IN_USE', {after: before})).toEqual([]);
  });
});
