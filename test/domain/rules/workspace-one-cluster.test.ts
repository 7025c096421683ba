import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('WORKSPACE_ONE_CLUSTER', () => {
  const before = aTopology().withWorkspace('lab').withGroup('east');
  const base = before.build();
  const bound = (cluster: string) =>
    new TopologyBuilder({
      ...base,
      workspaces: base.workspaces.map((row) => (row.name === 'lab' ? {...row, cluster} : row)),
      groups: base.groups.map((row) => (row.name === 'east' ? {...row, cluster} : row)),
    });

  it('refuses a cluster that does not exist', () => {
    expect(check('WORKSPACE_ONE_CLUSTER', {before, after: bound('NOWHERE')})).toMatchObject([
      {
        severity: 'error',
        subject: 'workspace lab',
        message: 'The workspace lab would belong to cluster NOWHERE, which does not exist.',
        hint: 'Bind it to one that does: muster workspace bind lab --cluster ID; muster cluster list shows them.',
        details: {kind: 'workspace', org: 'default', name: 'lab', cluster: 'NOWHERE'},
      },
      {message: 'The group east would belong to cluster NOWHERE, which does not exist.'},
    ]);
  });

  it('allows one that does', () => {
    expect(messages('WORKSPACE_ONE_CLUSTER', {before: aTopology(), after: before})).toEqual([]);
    expect(messages('WORKSPACE_ONE_CLUSTER', {before, after: bound('DEFAULT')})).toEqual([]);
  });
});
