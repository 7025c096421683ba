import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {normalizeAddress, normalizeCarefully, splitAddress} from '../../src/core/domain/addresses.js';

describe('an address is brought to its one spelling', () => {
  it.each([
    ['TEST.com', 'test.com:80'],
    ['http://test.com/', 'test.com:80'],
    ['test.com:80', 'test.com:80'],
    ['test.com.', 'test.com:80'],
    ['https://Shop.Example.com/', 'shop.example.com:443'],
    ['test.com:8080/', 'test.com:8080'],
    [':8080', ':8080'],
    ['http://:8080', ':8080'],
    [' company.com ', 'company.com:80'],
    ['münchen.de:81', 'xn--mnchen-3ya.de:81'],
    ['10.0.0.1', '10.0.0.1:80'],
    ['[2001:DB8::0001]:8080', '[2001:db8::1]:8080'],
    ['::1', '[::1]:80'],
    ['[0:0:0:0:0:0:0:1]:80', '[::1]:80'],
    ['[2001:db8:0:0:0:0:0:1]:8080', '[2001:db8::1]:8080'],
    ['[::ffff:10.0.0.1]:80', '10.0.0.1:80'],
    ['[::FFFF:a00:1]', '10.0.0.1:80'],
    ['\uff34\uff25\uff33\uff34.com', 'test.com:80'],
    ['test\u3002com', 'test.com:80'],
    ['bücher.example', 'xn--bcher-kva.example:80'],
    ['BU\u0308CHER.example.', 'xn--bcher-kva.example:80'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example:80'],
    ['te\u200bst\u00ad.com', 'test.com:80'],
    ['t\u0435st.com', 'xn--tst-rdd.com:80'],
    ['a.com:1', 'a.com:1'],
    ['a.com:65535', 'a.com:65535'],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com:80`],
    ['localhost:09', 'localhost:9'],
  ])('%s is %s', (text, address) => {
    expect(normalizeAddress(text)).toEqual({ok: address});
  });

  it.each([
    ['test.com/path', '"/path" is a path, and the path of an entry is said on its own'],
    ['http://test.com:8080//', '"//" is a path, and the path of an entry is said on its own'],
    [':8080/a', '"/a" is a path, and the path of an entry is said on its own'],
    ['10.0.0.0/8', '"/8" is a path, and the path of an entry is said on its own'],
    ['https://Shop.Example.com/cart?x=1#top', '"?x=1#top" is a query, and an entry has none'],
    ['test.com?', '"?" is a query, and an entry has none'],
    ['test.com/#', '"#" is a fragment, and an entry has none'],
    ['test.com:0/path', 'the port is "0", and a port is a whole number from 1 to 65535'],
    ['', 'it names neither a host nor a port'],
    ['http://', 'it names neither a host nor a port'],
    ['a.com:0', 'the port is "0", and a port is a whole number from 1 to 65535'],
    ['a.com:65536', 'the port is "65536", and a port is a whole number from 1 to 65535'],
    ['a.com:', 'the port is "", and a port is a whole number from 1 to 65535'],
    ['a.com:8o', 'the port is "8o", and a port is a whole number from 1 to 65535'],
    ['*.a.com', 'a wildcard host is not an address; `:port` takes any host'],
    ['0.0.0.0:80', '0.0.0.0 is every address of a machine; `:port` takes any host'],
    ['[::]:80', '[::] is every address of a machine; `:port` takes any host'],
    ['ftp://a.com', 'the scheme is ftp, and an entry is http or https'],
    ['bob@a.com', 'an entry carries no user name'],
    ['8080', '"8080" is neither a host name nor an IP address'],
    ['1.2.3', '"1.2.3" is neither a host name nor an IP address'],
    ['256.1.1.1', '"256.1.1.1" is neither a host name nor an IP address'],
    ['-a.com', '"-a.com" is neither a host name nor an IP address'],
    ['a..b', '"a..b" is neither a host name nor an IP address'],
    ['a b.com', '"a b.com" is neither a host name nor an IP address'],
    ['[::g]:80', '"[::g]" is not an IPv6 address'],
    ['[::1', '"[::1" is not an IPv6 address'],
    ['[::1]x:80', '"[::1]x:80" is not an IPv6 address'],
    ['[fe80::1%eth0]:80', 'the zone "%eth0" means something on one machine alone, and an entry has none'],
    ['fe80::1%eth0', 'the zone "%eth0" means something on one machine alone, and an entry has none'],
    ['[::ffff:0.0.0.0]:80', '0.0.0.0 is every address of a machine; `:port` takes any host'],
    [`${'a'.repeat(64)}.com`, `"${'a'.repeat(64)}.com" is neither a host name nor an IP address`],
    ['test.com..', '"test.com.." is neither a host name nor an IP address'],
    ['a\n.com', '"a\\n.com" is neither a host name nor an IP address'],
    ['a.com\\b', '"a.com\\\\b" is neither a host name nor an IP address'],
    ['te\u200dst.com', '"te\\u{200d}st.com" is neither a host name nor an IP address'],
    ['\u202etest.com', '"\\u{202e}test.com" is neither a host name nor an IP address'],
  ])('%s is refused', (text, problem) => {
    expect(normalizeAddress(text)).toEqual({problem});
  });

  it('is told at once or with care alike', () => {
    const part = fc.string({unit: fc.constantFrom(...'aAz09-x.:é_/'), maxLength: 6});
    const odd = fc.constantFrom(
      'xn--a',
      'xn--mnchen-3ya',
      '0x7f',
      '1e3',
      'a'.repeat(63),
      'a'.repeat(64),
      ':0',
      ':09',
      ':80',
      ':9999',
      ':65535',
      ':99999',
      '\n',
      '127.1',
      'localhost',
    );
    const host = fc
      .array(fc.oneof(part, odd, fc.domain()), {minLength: 1, maxLength: 5})
      .chain((parts) => fc.constantFrom(parts.join('.'), parts.join('')));
    fc.assert(
      fc.property(host, (text) => {
        expect(normalizeAddress(text)).toEqual(normalizeCarefully(text));
      }),
      {numRuns: 5000},
    );
  });

  it('never throws, and normalising again changes nothing', () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.domain(),
      fc.ipV6().map((ip) => `[${ip}]:8080`),
      fc.webUrl(),
      fc.string({unit: 'grapheme'}),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalizeAddress(text);
        if ('ok' in once) expect(normalizeAddress(once.ok)).toEqual(once);
      }),
    );
  });

  it('is taken apart at its last colon', () => {
    expect(splitAddress(':8080')).toEqual({host: null, port: 8080});
    expect(splitAddress('[::1]:80')).toEqual({host: '[::1]', port: 80});
  });
});
