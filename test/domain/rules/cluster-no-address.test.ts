import {describe, expect, it} from 'vitest';
import {messages} from '../../support/check-rule.js';
import {clusterFacts} from '../../support/cluster-facts.js';
import {aTopology} from '../../support/topology.js';

describe('CLUSTER_NO_ADDRESS', () => {
  const after = aTopology().withCluster('SERVER01');
  const chosen = (id: string, isOwn: boolean) => clusterFacts({chosen: {id, isOwn, answer: null}});

  it('refuses to act for another installation that cannot be asked', () => {
    expect(messages('CLUSTER_NO_ADDRESS', {after, facts: chosen('SERVER01', false)})).toEqual([
      'Cluster SERVER01 (server01) has no address, so it cannot be asked whether it is what it is taken for.',
    ]);
  });

  it('asks for none of the installation itself, and of none that is not chosen', () => {
    expect(messages('CLUSTER_NO_ADDRESS', {after, facts: chosen('DEFAULT', true)})).toEqual([]);
    expect(messages('CLUSTER_NO_ADDRESS', {after, facts: clusterFacts()})).toEqual([]);
    const addressed = aTopology().withCluster('SERVER01', {address: 'http://10.0.0.2:7310'});
    expect(messages('CLUSTER_NO_ADDRESS', {after: addressed, facts: chosen('SERVER01', false)})).toEqual([]);
  });
});
