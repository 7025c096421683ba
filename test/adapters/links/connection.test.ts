import {describe, expect, it} from 'vitest';
import {parseConnection, sshCommand, type Connection} from '../../../src/adapters/links/connection.js';

describe('parseConnection', () => {
  it.each<[string, Connection]>([
    ['local', {kind: 'local', path: '/var/run/docker.sock'}],
    ['unix:///run/user/1000/docker.sock', {kind: 'local', path: '/run/user/1000/docker.sock'}],
    ['ssh://ops@10.0.0.12', {kind: 'ssh', user: 'ops', host: '10.0.0.12', port: null}],
    ['ssh://web-2', {kind: 'ssh', user: null, host: 'web-2', port: null}],
    ['ssh://ops@web-2.internal:2222/', {kind: 'ssh', user: 'ops', host: 'web-2.internal', port: 2222}],
    ['ssh://ops@[fd00::1]:22', {kind: 'ssh', user: 'ops', host: 'fd00::1', port: 22}],
    ['tcp://10.0.0.13:2376', {kind: 'tcp', host: '10.0.0.13', port: 2376}],
    ['tcp://[fd00::1]', {kind: 'tcp', host: 'fd00::1', port: 2376}],
  ])('takes %s apart', (text, connection) => {
    expect(parseConnection(text)).toEqual(connection);
  });

  it.each([
    '',
    'remote',
    'http://h',
    'ssh://',
    'tcp://user@h:2376',
    'ssh://-oProxyCommand=x',
    'ssh://-l@h',
    'npipe:////./pipe/x',
  ])('knows no way like %j', (text) => {
    expect(parseConnection(text)).toBeNull();
  });
});

it('a connection is shown as it is typed', () => {
  const shown = (text: string) => sshCommand(parseConnection(text) as Extract<Connection, {kind: 'ssh'}>);
  expect(shown('ssh://ops@h')).toBe('ssh ops@h');
  expect(shown('ssh://h:2222')).toBe('ssh -p 2222 h');
});
