import {describe, expect, it} from 'vitest';
import {messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('HEARTBEAT_TOO_SHORT', () => {
  it.each([2, 4, 0, -30, 7.5, 86_401])('refuses %s seconds', (heartbeatSeconds) => {
    expect(messages('HEARTBEAT_TOO_SHORT', {after: aTopology().withCluster('SERVER01', {heartbeatSeconds})})).toEqual([
      `Cluster SERVER01 cannot beat every ${heartbeatSeconds} s: a heartbeat is a whole number of seconds from 5 to 86400.`,
    ]);
  });

  it.each([5, 30, 86_400])('accepts %s seconds', (heartbeatSeconds) => {
    expect(messages('HEARTBEAT_TOO_SHORT', {after: aTopology().withCluster('SERVER01', {heartbeatSeconds})})).toEqual([]);
  });
});
