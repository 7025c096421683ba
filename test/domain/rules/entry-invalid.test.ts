import {describe, expect, it} from 'vitest';
import {check, messages} from '../../support/check-rule.js';
import {aTopology} from '../../support/topology.js';

describe('ENTRY_INVALID', () => {
  it('tells why an address is none', () => {
    expect(check('ENTRY_INVALID', {after: aTopology().withEntry('company.com:0')})).toEqual([
      {
        code: 'ENTRY_INVALID',
        severity: 'error',
        subject: 'entry company.com:0',
        message: 'Entry "company.com:0" of env prod is not valid: the port is "0", and a port is a whole number from 1 to 65535.',
        hint: 'Write HOST, HOST:PORT or :PORT, as in: muster entry add company.com:8080 --env prod.',
        details: {
          org: 'default',
          env: 'prod',
          address: 'company.com:0',
          path: '/',
          problem: 'the port is "0", and a port is a whole number from 1 to 65535',
        },
      },
    ]);
  });

  it.each([
    ['shop', 'its path is "shop", and a path starts with /'],
    ['/a b', 'its path "/a b" contains a character that no path has'],
  ])('refuses the path %j', (path, problem) => {
    expect(messages('ENTRY_INVALID', {after: aTopology().withEntry('a.com:80', {path})})).toEqual([
      `Entry "a.com:80" of env prod is not valid: ${problem}.`,
    ]);
  });

  it('accepts hosts, IPs and any host', () => {
    expect(
      messages('ENTRY_INVALID', {
        after: aTopology().withEntry('a.com:80').withEntry('10.0.0.1:80').withEntry('[::1]:80').withEntry(':80', {path: '/shop'}),
      }),
    ).toEqual([]);
  });
});
