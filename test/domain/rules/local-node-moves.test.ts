import {describe, expect, it} from 'vitest';
import {messages} from '../../support/check-rule.js';
import {aTopology, TopologyBuilder} from '../../support/topology.js';

describe('LOCAL_NODE_MOVES', () => {
  const base = aTopology()
    .withGroup('east')
    .withNode('web-1', {group: 'east', connect: 'local'})
    .withNode('web-2', {group: 'east'});
  const divided = base.withCluster('SERVER01').build();
  const bound = (cluster: string | null) =>
    new TopologyBuilder({...divided, groups: divided.groups.map((row) => (row.name === 'east' ? {...row, cluster} : row))});

  it('warns of a node that would be another machine for another installation', () => {
    expect(messages('LOCAL_NODE_MOVES', {before: bound('DEFAULT'), after: bound('SERVER01')})).toEqual([
      'Node web-1 of group east is local, which was the machine of cluster DEFAULT and from now on is that of cluster SERVER01.',
    ]);
  });

  it('has nothing to say where the group stays, is left, or is first bound', () => {
    expect(messages('LOCAL_NODE_MOVES', {before: bound('DEFAULT'), after: bound('DEFAULT')})).toEqual([]);
    expect(messages('LOCAL_NODE_MOVES', {before: bound('DEFAULT'), after: bound(null)})).toEqual([]);
    expect(messages('LOCAL_NODE_MOVES', {before: bound(null), after: bound('SERVER01')})).toEqual([]);
  });
});
