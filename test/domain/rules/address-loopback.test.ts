import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

const twoNodes = (address: string) =>
  aTopology()
    .withNode('web-1', {connect: 'local', address})
    .withNode('web-2', {address: '10.0.0.12'})
    .withEnv('prod', {nodes: ['web-1', 'web-2']});

describe('ADDRESS_LOOPBACK', () => {
  it('warns of a node that the balancers of the others cannot reach', () => {
    expect(check('ADDRESS_LOOPBACK', {before: aTopology(), after: twoNodes('127.0.0.1')})).toEqual([
      {
        code: 'ADDRESS_LOOPBACK',
        severity: 'warning',
        subject: 'node web-1',
        message: 'Node web-1 publishes its instances on 127.0.0.1, where the balancer of web-2 in env prod cannot reach them.',
        hint: 'Give it an address of the network between them: muster node update web-1 --address IP',
        details: {org: 'default', env: 'prod', node: 'web-1', address: '127.0.0.1', others: ['web-2']},
      },
    ]);
  });

  it.each(['127.1.2.3', 'localhost', '::1', '[::1]'])('knows %s for loopback', (address) => {
    expect(messages('ADDRESS_LOOPBACK', {before: aTopology(), after: twoNodes(address)})).toHaveLength(1);
  });

  it('has nothing against a node with an address, nor against one that serves its env alone', () => {
    const alone = aTopology()
      .withNode('web-1', {connect: 'local', address: '127.0.0.1'})
      .withNode('web-2')
      .withEnv('prod', {nodes: ['web-1']})
      .withEnv('stage', {nodes: ['web-2']});
    expect(messages('ADDRESS_LOOPBACK', {before: aTopology(), after: alone})).toEqual([]);
    expect(messages('ADDRESS_LOOPBACK', {before: aTopology(), after: twoNodes('10.0.0.11')})).toEqual([]);
  });

  it('says it once', () => {
    expect(messages('ADDRESS_LOOPBACK', {before: twoNodes('127.0.0.1'), after: twoNodes('127.0.0.1').withEntry(':80')})).toEqual(
      [],
    );
  });
});
