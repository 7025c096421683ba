import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('CLUSTER_BOUND', () => {
  const before = aTopology().withGroup('east');
  const after = new TopologyBuilder({...before.build(), clusters: []});

  it('names every group and workspace that is still bound', () => {
    expect(check('CLUSTER_BOUND', {before, after})).toMatchObject([
      {
        subject: 'cluster DEFAULT',
        message:
          'Cluster DEFAULT cannot be deleted while group default/default, group default/east and workspace default/default are bound to it.',
        details: {groups: ['default/default', 'default/east'], workspaces: ['default/default']},
      },
    ]);
  });

  it('is all that is said of them', () => {
    expect(messages('WORKSPACE_ONE_CLUSTER', {before, after})).toEqual([]);
  });

  it('lets a cluster go that nothing is bound to', () => {
    expect(messages('CLUSTER_BOUND', {before: before.withCluster('SERVER01'), after: before})).toEqual([]);
  });
});
