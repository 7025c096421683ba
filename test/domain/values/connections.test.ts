import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {endpointOf, formatConnection, parseConnection, readConnection} from '../../../src/core/domain/connections.js';

describe('a connection is brought to its one spelling', () => {
  it.each([
    ['local', 'local'],
    [' LOCAL ', 'local'],
    ['ssh://ops@10.0.0.12', 'ssh://ops@10.0.0.12'],
    ['ssh://ops@10.0.0.12:22', 'ssh://ops@10.0.0.12'],
    ['ssh://ops@10.0.0.12:0022', 'ssh://ops@10.0.0.12'],
    ['ssh://ops@10.0.0.12:02222/', 'ssh://ops@10.0.0.12:2222'],
    ['SSH://ops@WEB-2.Example.COM.:22', 'ssh://ops@web-2.example.com'],
    ['ssh://[2001:DB8:0:0::0001]:22', 'ssh://[2001:db8::1]'],
    ['ssh://[::ffff:10.0.0.1]', 'ssh://10.0.0.1'],
    ['ssh://web_2.internal', 'ssh://web_2.internal'],
    ['tcp://10.0.0.13:2376', 'tcp://10.0.0.13:2376'],
    ['tcp://10.0.0.13', 'tcp://10.0.0.13:2376'],
    ['TCP://Web-3.Example.com:02376/', 'tcp://web-3.example.com:2376'],
    ['tcp://[FD00:0::1]:2376', 'tcp://[fd00::1]:2376'],
  ])('%s is %s', (text, normal) => {
    expect(readConnection(text)).toEqual({ok: normal});
    expect(readConnection(normal)).toEqual({ok: normal});
  });

  it.each(['ssh://Prod-Web', 'ssh://web-2:22', 'ssh://ops@Web_2'])('%s may be an alias of ssh, and stays as it is', (text) => {
    expect(readConnection(text)).toEqual({ok: text});
  });

  it.each([
    ['', 'it is neither of these'],
    ['remote', 'it is neither of these'],
    ['http://h', 'it is neither of these'],
    ['unix:///var/run/docker.sock', 'it is neither of these'],
    ['ssh://', 'it names no host'],
    ['ssh://ops@', '"ops@" is no host with a port'],
    ['ssh://h:0', 'the port is "0", and a port is a whole number from 1 to 65535'],
    ['ssh://h:99999', 'the port is "99999", and a port is a whole number from 1 to 65535'],
    ['ssh://h:', 'the port is "", and a port is a whole number from 1 to 65535'],
    ['tcp://h:2376x', 'the port is "2376x", and a port is a whole number from 1 to 65535'],
    ['ssh://999.1.1.1', '"999.1.1.1" is neither a host name nor an IP address'],
    ['ssh://010.0.0.1', '"010.0.0.1" is neither a host name nor an IP address'],
    ['ssh://a b', '"a b" is neither a host name nor an IP address'],
    ['ssh://a\u001b[31m', '"a\\u001b[31m" is no host with a port'],
    ['ssh://0.0.0.0', '0.0.0.0 is every address of a machine'],
    ['ssh://[fe80::1%eth0]', 'the zone "%eth0" means something on one machine alone, and a connection has none'],
    ['ssh://[::1', '"[::1" is no host with a port; an IPv6 address stands in brackets'],
    ['ssh://2001:db8::1', '"2001:db8::1" is no host with a port; an IPv6 address stands in brackets'],
    ['ssh://h/etc', 'it goes on after host and port'],
    ['tcp://h:2376?x=1', 'it goes on after host and port'],
    ['ssh://ops:pw@h', 'it carries a password, and ssh asks for keys'],
    ['ssh://-oProxyCommand=x', '"-oProxyCommand=x" is neither a host name nor an IP address'],
    ['ssh://-l@h', '"-l" is no name of a user'],
    ['ssh://a@b@h', '"a@b" is no name of a user'],
    ['tcp://ops@h:2376', 'tcp names no user: certificates say who asks'],
  ])('%j is refused', (text, problem) => {
    expect(readConnection(text)).toEqual({problem});
  });

  it('has one spelling that reads as what it was', () => {
    const part = fc.string({unit: fc.constantFrom(...'aA09-._:@[]/%é '), maxLength: 12});
    fc.assert(
      fc.property(fc.constantFrom('ssh://', 'tcp://', 'local', ''), part, (scheme, rest) => {
        const read = parseConnection(scheme + rest);
        if ('problem' in read) return;
        const normal = formatConnection(read.ok);
        expect(readConnection(normal)).toEqual({ok: normal});
      }),
    );
  });

  it.each([
    ['ssh://root@Web-1', 'ssh://ops@web-1:22'],
    ['ssh://[2001:DB8::1]', 'ssh://ops@[2001:db8:0::1]:022'],
    ['tcp://a.example.com', 'tcp://A.example.com.:2376'],
    ['local', 'LOCAL'],
  ])('%s and %s lead to one machine', (one, other) => {
    const [a, b] = [one, other].map((text) => {
      const read = parseConnection(text);
      return 'ok' in read ? endpointOf(read.ok) : read.problem;
    });
    expect(a).toBe(b);
  });
});
