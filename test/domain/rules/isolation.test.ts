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
        hint: 'Take nodes of its own cluster, or bind the group: muster group bind east --cluster SERVER01 --rebind; muster workspace bind lab --cluster ID --with-groups moves both at once.',
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

  describe('of what is changed for one cluster and looked after by another', () => {
    const divided = bound('SERVER01', 'SERVER01').withEnv('here').withNode('own');
    const acting = (cluster: string | null, installation = '2'.repeat(32)) => ({standpoint: {installation, cluster}});
    const changed = divided.withNode('web-1', {group: 'east', weight: 7}).withEntry('company.com:80');

    it('names all that is touched, and the switch', () => {
      expect(check('ISOLATION', {before: divided, after: changed, facts: acting('DEFAULT')})).toEqual([
        {
          code: 'ISOLATION',
          severity: 'error',
          subject: 'env prod',
          message: 'Cluster SERVER01 looks after env prod and node web-1, and this is cluster DEFAULT.',
          hint: 'Act for it: muster cluster switch SERVER01.',
          details: {cluster: 'SERVER01', own: 'DEFAULT', touched: ['env prod', 'node web-1']},
        },
      ]);
      expect(messages('ISOLATION', {before: divided, after: changed, facts: acting('GONE')})).toEqual([
        'Cluster SERVER01 looks after env prod and node web-1, and there is no cluster GONE to act for.',
      ]);
      expect(messages('ISOLATION', {before: divided, after: changed, facts: acting(null)})).toEqual([
        'Cluster SERVER01 looks after env prod and node web-1, and this installation has joined no cluster.',
      ]);
    });

    it('counts machines that move while the topology stays', () => {
      const moved = ['prod', 'here'].map((name) => ({kind: 'env', org: 'default', name}) as const);
      const facts = {...acting('DEFAULT'), moved};
      expect(messages('ISOLATION', {after: divided, facts})).toEqual([
        'Cluster SERVER01 looks after env prod, and this is cluster DEFAULT.',
      ]);
    });

    it('lets each cluster change its own, and anyone what nobody looks after', () => {
      expect(messages('ISOLATION', {before: divided, after: changed, facts: acting('server01')})).toEqual([]);
      expect(messages('ISOLATION', {before: divided, after: changed, facts: acting(null, '1'.repeat(32))})).toEqual([]);
      const own = divided.withNode('own', {weight: 3}).withEnv('here', {labels: {stage: 'test'}});
      expect(messages('ISOLATION', {before: divided, after: own, facts: acting('DEFAULT')})).toEqual([]);
      const nobodys = divided.withNode('stray', {group: 'west'});
      expect(messages('ISOLATION', {before: divided, after: nobodys, facts: acting('DEFAULT')})).toEqual([]);
    });

    it('lets bindings be changed from anywhere, and nothing be deleted', () => {
      const topology = divided.build();
      const with_ = (part: Partial<Topology>) => new TopologyBuilder({...topology, ...part});
      const rebound = with_({workspaces: topology.workspaces.map((row) => ({...row, cluster: 'SERVER01'}))});
      expect(messages('ISOLATION', {before: divided, after: rebound, facts: acting('DEFAULT')})).toEqual([]);
      const without = with_({workspaces: topology.workspaces.filter(({name}) => name !== 'lab')});
      expect(messages('ISOLATION', {before: divided, after: without, facts: acting('DEFAULT')})).toEqual([
        'Cluster SERVER01 looks after workspace lab, and this is cluster DEFAULT.',
      ]);
    });

    it('does not matter while there is one cluster', () => {
      const one = new TopologyBuilder(base);
      expect(messages('ISOLATION', {before: one, after: one.withEntry('company.com:80'), facts: acting(null)})).toEqual([]);
    });
  });
});
