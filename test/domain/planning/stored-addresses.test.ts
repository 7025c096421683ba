import {expect, it} from 'vitest';
import {renderConfiguration} from '../../../src/adapters/proxy/haproxy/render.js';
import {planProxy} from '../../../src/core/domain/planning/plan-proxies.js';
import {aDeployedTopology} from '../../support/topology.js';

/** As another program may have stored them, past all rules. */
it.each(['a\nb', 'a.com:x', 'a.com:99999', ':', ''])('an entry of which %j is the address leads nowhere', (address) => {
  const topology = aDeployedTopology().withEntry('a.com:80').withEntry(address).build();
  const model = planProxy(topology, topology.nodes[0]!)!;
  expect(model.listeners.map(({port}) => port)).toEqual([80]);
  expect(renderConfiguration(model)).not.toContain('NaN');
});
