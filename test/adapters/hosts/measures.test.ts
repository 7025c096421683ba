import {describe, expect, it} from 'vitest';
import {measuresScript, parseMeasures} from '../../../src/adapters/hosts/measures.js';
import {LocalShell} from '../../../src/adapters/shell/local-shell.js';

describe('measures of a host', () => {
  it('are read from what its shell says', () => {
    const said = [
      'disk 1024 /var/lib/docker',
      'listener sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups ',
      'sessions 4',
    ].join('\n');
    expect(parseMeasures(said)).toEqual({
      disk: {directory: '/var/lib/docker', freeBytes: 1024 * 1024},
      sshd: {maxSessions: 4, maxStartups: 10},
    });
  });

  it("has OpenSSH's own number of sessions where the configuration says none, and none where it may not be read", () => {
    const listener = 'listener sshd: /usr/sbin/sshd [listener] 1 of 10-100 startups';
    expect(parseMeasures(`${listener}\nsessions `).sshd).toEqual({maxSessions: 10, maxStartups: 10});
    expect(parseMeasures(listener).sshd).toEqual({maxSessions: null, maxStartups: 10});
  });

  it('are null where nothing was said', () => {
    expect(parseMeasures('')).toEqual({disk: null, sshd: null});
  });

  it('fall back on the nearest directory that may be seen, whatever it is called', async () => {
    const {stdout, stderr} = await new LocalShell().run({file: 'sh', args: ['-s'], input: measuresScript("/tmp/it's not/there")});
    expect(stderr).toBe('');
    expect(parseMeasures(stdout).disk).toEqual({directory: '/tmp', freeBytes: expect.any(Number)});
  });
});
