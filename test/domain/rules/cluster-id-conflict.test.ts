import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {clusterFacts} from '../../support/cluster-facts.js';
import {aTopology} from '../../support/topology.js';

describe('CLUSTER_ID_CONFLICT', () => {
  const before = aTopology().withCluster('SERVER01', {name: 'second'});
  const taken = before.withCluster('SERVER01', {name: 'third', installation: '2'.repeat(32)});
  const beats = new Map([['SERVER01', {at: '2026-01-01T00:00:00.000Z', online: true}]]);

  it('names the installation that has the id, its name and its last beat', () => {
    expect(check('CLUSTER_ID_CONFLICT', {before, after: taken, facts: clusterFacts({beats})})).toEqual([
      {
        code: 'CLUSTER_ID_CONFLICT',
        severity: 'error',
        subject: 'cluster SERVER01',
        message: `The id SERVER01 belongs to installation ${'1'.repeat(32)} (second), which last beat at 2026-01-01T00:00:00.000Z.`,
        hint: 'Join with another id: muster cluster join --id ID; muster cluster list shows those in use.',
        details: {
          cluster: 'SERVER01',
          installation: '1'.repeat(32),
          name: 'second',
          lastBeat: '2026-01-01T00:00:00.000Z',
          joining: '2'.repeat(32),
        },
      },
    ]);
  });

  it('says where there was no beat yet', () => {
    expect(messages('CLUSTER_ID_CONFLICT', {before, after: taken})).toEqual([
      `The id SERVER01 belongs to installation ${'1'.repeat(32)} (second), which has never beaten.`,
    ]);
  });

  it('lets an installation keep its id', () => {
    expect(messages('CLUSTER_ID_CONFLICT', {before, after: before.withCluster('SERVER01', {name: 'renamed'})})).toEqual([]);
  });
});
