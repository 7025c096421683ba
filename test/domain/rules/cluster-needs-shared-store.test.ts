import {describe, expect, it} from 'vitest';
import {messages} from '../../support/check-rule.js';
import {clusterFacts} from '../../support/cluster-facts.js';
import {aTopology} from '../../support/topology.js';

describe('CLUSTER_NEEDS_SHARED_STORE', () => {
  const [before, after] = [aTopology(), aTopology().withCluster('SERVER01')];

  it('refuses a second cluster in a file of one machine', () => {
    expect(messages('CLUSTER_NEEDS_SHARED_STORE', {before, after, facts: clusterFacts({sharedStore: false})})).toEqual([
      'Cluster SERVER01 cannot join cluster DEFAULT in a store that is a file of one machine.',
    ]);
  });

  it('accepts it in a database, and lets those stay that are there', () => {
    expect(messages('CLUSTER_NEEDS_SHARED_STORE', {before, after, facts: clusterFacts()})).toEqual([]);
    expect(messages('CLUSTER_NEEDS_SHARED_STORE', {after, facts: clusterFacts({sharedStore: false})})).toEqual([]);
  });
});
