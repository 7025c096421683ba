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
    ['shop', 'its path is none: "shop" does not start with /'],
    ['/a b', 'its path is none: "/a b" contains a character that no path has'],
    ['/a?b=1', 'its path is none: "/a?b=1" has a query or a fragment, and an entry has none'],
    ['/a#b', 'its path is none: "/a#b" has a query or a fragment, and an entry has none'],
    ['', 'its path is none: "" does not start with /'],
  ])('refuses the path %j', (path, problem) => {
    expect(messages('ENTRY_INVALID', {after: aTopology().withEntry('a.com:80', {path})})).toEqual([
      `Entry "a.com:80" of env prod is not valid: ${problem}.`,
    ]);
  });

  it.each([
    ['foo.com/path?x=1', '"?x=1" is a query, and an entry has none', '--path /path'],
    ['http://foo.com/a#b', '"#b" is a fragment, and an entry has none', '--path /a'],
    ['https://Foo.com/shop', '"/shop" is a path, and the path of an entry is said on its own', '--path /shop', 443],
    ['foo.com/$(a)', '"/$(a)" is a path, and the path of an entry is said on its own', "--path '/$(a)'"],
  ])('refuses %s and says how it is written', (address, problem, path, port = 80) => {
    expect(check('ENTRY_INVALID', {after: aTopology().withEntry(address)})).toMatchObject([
      {
        message: `Entry "${address}" of env prod is not valid: ${problem}.`,
        hint: `Say them apart, in a file as address and path, as in: muster entry add foo.com:${port} --env prod ${path}.`,
      },
    ]);
  });

  it('says the rest of the entry with it', () => {
    const [found] = check('ENTRY_INVALID', {after: aTopology().withEntry('foo.com/a', {app: 'hello', backup: true})});
    expect(found?.hint).toMatch(/muster entry add foo\.com:80 --env prod --path \/a --app hello --backup\.$/);
  });

  it('names no command for a path that is none', () => {
    const [found] = check('ENTRY_INVALID', {after: aTopology().withEntry('foo.com/a b')});
    expect(found?.hint).toBe('Write HOST, HOST:PORT or :PORT, as in: muster entry add company.com:8080 --env prod.');
  });

  it('accepts hosts, IPs and any host', () => {
    expect(
      messages('ENTRY_INVALID', {
        after: aTopology().withEntry('a.com:80').withEntry('10.0.0.1:80').withEntry('[::1]:80').withEntry(':80', {path: '/shop'}),
      }),
    ).toEqual([]);
  });
});
