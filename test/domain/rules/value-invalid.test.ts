import {describe, expect, it} from 'vitest';
import {check} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('VALUE_INVALID', () => {
  it('refuses what came in by another way than flags and files', () => {
    const after = aTopology().withNode('web-1', {address: '1.2.3.4:80'});
    expect(check('VALUE_INVALID', {before: aTopology(), after})).toEqual([
      {
        code: 'VALUE_INVALID',
        severity: 'error',
        subject: 'node web-1',
        message:
          'The address of node web-1 must be a host name or an IP address, without scheme, port and path, not "1.2.3.4:80": "1.2.3.4:80" names a port, and the ports of a node are its instances\' own.',
        hint: 'Give another, as in: muster node update web-1 --address 10.0.0.12.',
        details: {
          subject: 'node web-1',
          kind: 'address',
          value: '1.2.3.4:80',
          problem: '"1.2.3.4:80" names a port, and the ports of a node are its instances\' own',
        },
      },
    ]);
  });

  it('leaves alone what stood there before the change', () => {
    const before = aTopology().withNode('old', {address: 'a b'});
    expect(check('VALUE_INVALID', {before, after: before.withNode('web-1')})).toEqual([]);
  });
});
