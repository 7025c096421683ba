import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('GROUP_ONE_CLUSTER', () => {
  const base = aTopology().withGroup('east').withCluster('SERVER01').build();
  const bound = (cluster: string | null) =>
    new TopologyBuilder({...base, groups: base.groups.map((row) => (row.name === 'east' ? {...row, cluster} : row))});

  it('refuses to bind a group that is bound elsewhere', () => {
    expect(check('GROUP_ONE_CLUSTER', {before: bound('DEFAULT'), after: bound('SERVER01')})).toEqual([
      {
        code: 'GROUP_ONE_CLUSTER',
        severity: 'error',
        subject: 'group east',
        message: 'Group east is bound to cluster DEFAULT and cannot be bound to cluster SERVER01 too.',
        hint: 'Take it over: muster group bind east --cluster SERVER01 --rebind.',
        details: {org: 'default', group: 'east', owner: 'DEFAULT', cluster: 'SERVER01'},
      },
    ]);
  });

  it('lets it be bound first, unbound, and left', () => {
    expect(messages('GROUP_ONE_CLUSTER', {before: bound(null), after: bound('SERVER01')})).toEqual([]);
    expect(messages('GROUP_ONE_CLUSTER', {before: bound('SERVER01'), after: bound(null)})).toEqual([]);
    expect(messages('GROUP_ONE_CLUSTER', {before: bound('SERVER01'), after: bound('SERVER01')})).toEqual([]);
  });
});
