import {describe, expect, it} from 'vitest';
import {withPlacedInstances} from '../../../src/core/domain/planning/place-instances.js';
import {hostPortRange} from '../../../src/core/domain/planning/port-book.js';
import {check, messages} from '../../support/check-rule.js';
import {aDeployedTopology, TopologyBuilder} from '../../support/topology.js';

const {first, last} = hostPortRange;
const everyPort = new Map(Array.from({length: last + 1 - first}, (_, port) => [`default/web-1:${first + port}`, 'somebody']));
const full = (topology = aDeployedTopology()) =>
  new TopologyBuilder(withPlacedInstances({topology: topology.build(), foreignPorts: everyPort}));

describe('PORTS_EXHAUSTED', () => {
  it('names the node on which no host port is left, once, and another that could take over', () => {
    expect(check('PORTS_EXHAUSTED', {after: full(aDeployedTopology().withNode('web-2'))})).toEqual([
      {
        code: 'PORTS_EXHAUSTED',
        severity: 'error',
        subject: 'node web-1',
        message: 'Node web-1 has no host port left between 20000 and 29999 for 3 instances.',
        hint: 'Let another node serve the env: muster env join prod web-2',
        details: {org: 'default', node: 'web-1', env: 'prod', instances: 3, first, last},
      },
    ]);
  });

  it('asks for a node where there is no other', () => {
    expect(check('PORTS_EXHAUSTED', {after: full()})[0]?.hint).toContain('muster node add NODE --connect ssh://USER@HOST');
  });

  it('is no port that two want', () => {
    expect(messages('PORT_TAKEN', {after: full()})).toEqual([]);
  });

  it('says nothing where ports are left', () => {
    expect(messages('PORTS_EXHAUSTED', {after: aDeployedTopology().withInstance('hello', {ports: {http: first}})})).toEqual([]);
  });
});
