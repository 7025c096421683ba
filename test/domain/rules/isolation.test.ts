import {describe, expect, it} from 'vitest';
import type {Topology} from '../../../src/core/domain/model.js';
import {check, messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('ISOLATION', () => {
  const base = aTopology()
    .withNode('web-1', {group: 'east'})
    .withNode('web-2', {group: 'east'})
    .withEnv('prod', {workspace: 'lab', nodes: ['web-1', 'web-2']})
    .build();
  const bound = (group: string | null, workspace: string): TopologyBuilder => {
    const second = {id: 'SERVER01', name: 'second', installation: '1'.repeat(32), address: null, heartbeatSeconds: 30};
    const topology: Topology = {
      ...base,
      clusters: [...base.clusters, second],
      groups: base.groups.map((row) => (row.name === 'east' ? {...row, cluster: group} : row)),
      workspaces: base.workspaces.map((row) => (row.name === 'lab' ? {...row, cluster: workspace} : row)),
    };
    return new TopologyBuilder(topology);
  };

  it('refuses nodes of a group that another cluster, or none, looks after', () => {
    expect(check('ISOLATION', {after: bound('DEFAULT', 'SERVER01')})).toEqual([
      {
        code: 'ISOLATION',
        severity: 'error',
        subject: 'env prod',
        message:
          'Env prod is in workspace lab of cluster SERVER01, and web-1 and web-2 are in group east, which cluster DEFAULT looks after.',
        hint: 'Take nodes of its own cluster, or bind the group: muster group bind east --cluster SERVER01 --rebind.',
        details: {
          org: 'default',
          env: 'prod',
          workspace: 'lab',
          cluster: 'SERVER01',
          group: 'east',
          groupCluster: 'DEFAULT',
          nodes: ['web-1', 'web-2'],
        },
      },
    ]);
    expect(messages('ISOLATION', {after: bound(null, 'DEFAULT')})).toEqual([
      'Env prod is in workspace lab of cluster DEFAULT, and web-1 and web-2 are in group east, which no cluster looks after.',
    ]);
  });

  it('allows nodes of its own cluster', () => {
    expect(messages('ISOLATION', {after: bound('SERVER01', 'SERVER01')})).toEqual([]);
    expect(messages('ISOLATION', {after: new TopologyBuilder(base)})).toEqual([]);
  });
});
