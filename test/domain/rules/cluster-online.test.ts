import {describe, expect, it} from 'vitest';
import {messages} from '../../support/check-rule.js';
import {clusterFacts} from '../../support/cluster-facts.js';
import {aTopology} from '../../support/topology.js';

describe('CLUSTER_ONLINE', () => {
  const [before, after] = [aTopology().withCluster('SERVER01'), aTopology()];
  const beats = (online: boolean) => new Map([['SERVER01', {at: '2026-01-01T00:00:00.000Z', online}]]);

  it('refuses to delete a cluster whose agent beats, and to take from it what it looks after', () => {
    expect(messages('CLUSTER_ONLINE', {before, after, facts: clusterFacts({beats: beats(true)})})).toEqual([
      'Cluster SERVER01 (server01) is online and cannot be deleted: its agent beat at 2026-01-01T00:00:00.000Z.',
    ]);
    const facts = clusterFacts({beats: beats(true), left: 'SERVER01'});
    expect(messages('CLUSTER_ONLINE', {before, after: before, facts})).toEqual([
      'Cluster SERVER01 (server01) is online and cannot lose what it looks after: its agent beat at 2026-01-01T00:00:00.000Z.',
    ]);
  });

  it('lets one go that is offline or has never beaten, and one stay that is online', () => {
    expect(messages('CLUSTER_ONLINE', {before, after, facts: clusterFacts({beats: beats(false)})})).toEqual([]);
    expect(messages('CLUSTER_ONLINE', {before, after, facts: clusterFacts()})).toEqual([]);
    expect(messages('CLUSTER_ONLINE', {before, after: before, facts: clusterFacts({beats: beats(true)})})).toEqual([]);
  });
});
