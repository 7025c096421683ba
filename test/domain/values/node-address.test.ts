import {describe, expect, it} from 'vitest';
import {readNodeAddress} from '../../../src/core/domain/values/node-address.js';

describe('the address of a node', () => {
  it.each([
    ['10.0.0.12', '10.0.0.12'],
    [' 10.0.0.12\n', '10.0.0.12'],
    ['WEB-2.Example.com.', 'web-2.example.com'],
    ['web_2', 'web_2'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['2001:DB8:0:0::0001', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
  ])('%j is %s', (text, normal) => {
    expect(readNodeAddress(text)).toEqual({ok: normal});
    expect(readNodeAddress(normal)).toEqual({ok: normal});
  });

  it.each([
    ['', 'it is empty'],
    [' ', 'it is empty'],
    ['a b', '"a b" is neither a host name nor an IP address'],
    ['a\u001b[2Jb', '"a\\u001b[2Jb" is neither a host name nor an IP address'],
    ['a\rb', '"a\\rb" is neither a host name nor an IP address'],
    ['999.1.1.1', '"999.1.1.1" is neither a host name nor an IP address'],
    ['1.2.3', '"1.2.3" is neither a host name nor an IP address'],
    ['010.0.0.1', '"010.0.0.1" is neither a host name nor an IP address'],
    ['0x7f.1', '"0x7f.1" is neither a host name nor an IP address'],
    ['1.2.3.4:80', '"1.2.3.4:80" names a port, and the ports of a node are its instances\' own'],
    ['[::1]:80', '"[::1]:80" names a port, and the ports of a node are its instances\' own'],
    ['http://10.0.0.1', '"http://10.0.0.1" is a URL, and a host alone is meant'],
    ['10.0.0.0/24', '"10.0.0.0/24" has a path or a prefix length, and a host alone is meant'],
    ['0.0.0.0', '0.0.0.0 is every address of a machine'],
    ['::', '[::] is every address of a machine'],
    ['fe80::1%eth0', 'the zone "%eth0" means something on one machine alone, and the address of a node has none'],
    ['*.example.com', 'a wildcard host is not an address'],
    ['ops@web-2', '"ops@web-2" is neither a host name nor an IP address'],
    [`${'a'.repeat(64)}.com`, `"${'a'.repeat(64)}.com" is neither a host name nor an IP address`],
  ])('is not %j', (text, problem) => {
    expect(readNodeAddress(text)).toEqual({problem});
  });
});
