import type {AddressAnswer} from '../../../src/core/domain/cluster-address.js';
import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {clusterFacts} from '../../support/cluster-facts.js';
import {aTopology} from '../../support/topology.js';

describe('CLUSTER_ADDRESS_WRONG', () => {
  const after = aTopology().withCluster('SERVER01', {address: 'http://10.0.0.2:7310'});
  const answered = (answer: AddressAnswer) => ({after, facts: clusterFacts({chosen: {id: 'SERVER01', isOwn: false, answer}})});
  const agent = (installation: string): AddressAnswer => ({
    kind: 'agent',
    identity: {installation, cluster: 'DEFAULT', version: '1.0.0'},
  });

  it('refuses where another installation answers, naming both', () => {
    expect(messages('CLUSTER_ADDRESS_WRONG', answered(agent('2'.repeat(32))))).toEqual([
      `At http://10.0.0.2:7310, the address of cluster SERVER01, installation ${'2'.repeat(32)} (cluster DEFAULT) answers and not installation ${'1'.repeat(32)}.`,
    ]);
  });

  it('refuses where something answers that is no agent', () => {
    expect(messages('CLUSTER_ADDRESS_WRONG', answered({kind: 'stranger', reason: 'HTTP 404'}))).toEqual([
      `At http://10.0.0.2:7310, the address of cluster SERVER01, something else answers (HTTP 404) and not installation ${'1'.repeat(32)}.`,
    ]);
  });

  it('refuses silence under a code of its own, which can be overridden', () => {
    expect(check('CLUSTER_ADDRESS_WRONG', answered({kind: 'silent', reason: 'connection refused'}))).toMatchObject([
      {code: 'CLUSTER_ADDRESS_SILENT', hint: expect.stringContaining('muster cluster switch SERVER01 --force')},
    ]);
  });

  it('accepts the installation that is expected', () => {
    expect(messages('CLUSTER_ADDRESS_WRONG', answered(agent('1'.repeat(32))))).toEqual([]);
  });
});
