import {describe, expect, it} from 'vitest';
import {messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('HEARTBEAT_TOO_SHORT', () => {
  it.each([2, 4, 0, -30, 7.5])('refuses %s seconds', (heartbeatSeconds) => {
    expect(messages('HEARTBEAT_TOO_SHORT', {after: aTopology().withCluster('SERVER01', {heartbeatSeconds})})).toEqual([
      `Cluster SERVER01 cannot beat every ${heartbeatSeconds} s: the least is 5 s, in whole seconds.`,
    ]);
  });

  it.each([5, 30, 3600])('accepts %s seconds', (heartbeatSeconds) => {
    expect(messages('HEARTBEAT_TOO_SHORT', {after: aTopology().withCluster('SERVER01', {heartbeatSeconds})})).toEqual([]);
  });
});
