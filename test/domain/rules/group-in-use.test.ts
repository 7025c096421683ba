import {describe, expect, it} from 'vitest';
import {withoutGroup} from '../../../src/core/domain/changes/with-org.js';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('GROUP_IN_USE', () => {
  const before = aTopology().withNode('web-1', {group: 'east'});

  it('refuses to delete a group that has nodes, and lists them', () => {
    const after = new TopologyBuilder(withoutGroup(before.build(), 'default', 'east'));
    expect(check('GROUP_IN_USE', {before, after})).toEqual([
      {
        code: 'GROUP_IN_USE',
        severity: 'error',
        subject: 'group east',
        message: 'Group east cannot be deleted while it has node web-1.',
        hint: 'Put them elsewhere first: muster node update web-1 --group GROUP.',
        details: {org: 'default', group: 'east', nodes: ['web-1']},
      },
    ]);
  });

  it('lets an empty one go', () => {
    expect(messages('GROUP_IN_USE', {before: aTopology().withGroup('east'), after: aTopology()})).toEqual([]);
    expect(messages('GROUP_IN_USE', {after: before})).toEqual([]);
  });
});
