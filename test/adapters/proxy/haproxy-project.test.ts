import {mkdtemp, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {SystemClock} from '../../../src/adapters/clock/system-clock.js';
import {sendCommand} from '../../../src/adapters/proxy/haproxy/admin-socket.js';
import {HaproxyProxy} from '../../../src/adapters/proxy/haproxy/haproxy-proxy.js';
import type {Node} from '../../../src/core/domain/model.js';
import {links} from '../../support/links.js';

const node: Node = {
  org: 'acme',
  name: 'web-1',
  connect: 'local',
  address: '127.0.0.1',
  group: 'default',
  state: 'active',
  zone: null,
  capacity: {},
  labels: {},
  weight: null,
};
const proxyIn = (stateDirectory: string): HaproxyProxy =>
  new HaproxyProxy({links: links(), clock: new SystemClock(), image: 'haproxy:3.2', stateDirectory});
const socketsOf = (proxy: HaproxyProxy, owner = node): string =>
  proxy.project(owner, 'one').containers[0]?.volumes.find(({kind}) => kind === 'bind')?.source ?? '';

it('two installations, orgs or nodes never share a balancer', () => {
  const proxy = proxyIn('/var/lib/muster');
  const names = [
    proxy.project(node, 'one'),
    proxy.project(node, 'two'),
    proxy.project({...node, org: 'other'}, 'one'),
    proxy.project({...node, name: 'web-2'}, 'one'),
  ].map(({name}) => name);
  expect(new Set(names).size).toBe(4);
  expect(names[0]).toMatch(/^muster-proxy-[0-9a-f]{8}$/);
  expect(proxy.project(node, 'one')).toEqual(proxy.project(node, 'one'));
});

it('a state directory with a long name does not make the path of the socket too long', () => {
  expect(socketsOf(proxyIn('/var/lib/muster'))).toMatch(/^\/var\/lib\/muster\/proxy\/[0-9a-f]{8}$/);
  const far = socketsOf(proxyIn(`/${'deep/'.repeat(30)}`));
  expect(Buffer.byteLength(join(far, 'master.sock'))).toBeLessThanOrEqual(107);
});

it('only its owner may enter the directory of the sockets', async () => {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'muster-state-'));
  try {
    const proxy = proxyIn(stateDirectory);
    await proxy.ensurePrepared(node, 'one');
    await proxy.ensurePrepared(node, 'one');
    expect(((await stat(socketsOf(proxy))).mode & 0o777).toString(8)).toBe('700');
  } finally {
    await rm(stateDirectory, {recursive: true});
  }
});

it('the sockets are where they can be reached: a directory over ssh, a volume where only the engine can', () => {
  const proxy = proxyIn('/home/me/state');
  const mountOf = (connect: string) => proxy.project({...node, connect}, 'one').containers[0]?.volumes[1];
  expect(mountOf('ssh://ops@far')).toMatchObject({
    kind: 'bind',
    source: expect.stringMatching(/^\/var\/lib\/muster\/proxy\/[0-9a-f]{8}$/),
  });
  expect(mountOf('tcp://far:2376')).toMatchObject({
    kind: 'volume',
    source: expect.stringMatching(/^muster-proxy-[0-9a-f]{8}-sockets$/),
  });
});

it('a balancer that is not there is unreachable', async () => {
  const proxy = proxyIn('/nonexistent');
  await expect(proxy.readState(node, 'one')).rejects.toMatchObject({
    code: 'PROXY_UNREACHABLE',
    exitCode: 7,
    hint: expect.stringContaining('web-1'),
  });
  await expect(sendCommand('/nonexistent/admin.sock', 'show info')).rejects.toThrow('ENOENT');
});
