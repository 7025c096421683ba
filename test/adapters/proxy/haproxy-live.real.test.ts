import {connect, type Socket} from 'node:net';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {runLoad} from '../../support/load.js';
import {backend, model, servers} from './models.js';
import {docker, runProxy, type RunningProxy} from './run-proxy.js';
import {startInstance, type TestInstance} from './test-instances.js';

const entry = 21_000;
const url = `http://127.0.0.1:${entry}`;
const firstPort = 21_010;
const name = backend().name;
const shop = (weights = [3, 5, 5, 5]) => model(entry, [backend({servers: servers(weights, firstPort)})]);

let running: RunningProxy;
let instances: TestInstance[];

beforeAll(async () => {
  instances = await Promise.all(servers([3, 5, 5, 5], firstPort).map((server) => startInstance(server.name, server.port)));
  running = await runProxy('live');
});

afterAll(async () => {
  await running?.stop();
  await Promise.all((instances ?? []).map((instance) => instance.stop()));
});

const configure = (wanted = shop()) => running.proxy.ensureConfiguration(running.node, running.installation, wanted);
const state = async () => (await running.proxy.readState(running.node, running.installation)).servers;
const statusOf = async (server: string) => (await state()).find((candidate) => candidate.server === server)?.status;
const drain = (server: string, drainMs = 5000) =>
  running.proxy.ensureDrained(running.node, running.installation, {backends: [name], server, drainMs});
const undrain = (server: string) =>
  running.proxy.ensureInRotation(running.node, running.installation, {backends: [name], server, timeoutMs: 10_000});
const everyUp = () => Promise.all(servers([3, 5, 5, 5], firstPort).map((server) => undrain(server.name)));

describe('a balancer that runs', () => {
  it('has no configuration at first and says so', async () => {
    expect(await running.proxy.readConfiguration(running.node, running.installation)).toBeNull();
    await expect(state()).rejects.toMatchObject({code: 'PROXY_UNREACHABLE', exitCode: 7});
  });

  it('takes its first configuration, and the same one again without a reload', async () => {
    expect(await configure()).toEqual({changed: true});
    expect(await running.proxy.readConfiguration(running.node, running.installation)).toBe(running.proxy.render(shop()));
    expect(await configure()).toEqual({changed: false});
    await expect
      .poll(() => docker('inspect', '--format', '{{.State.Health.Status}}', running.container), {timeout: 10_000})
      .toBe('healthy');
  });

  it('spreads 1,800 requests 3:5:5:5 within 1 %', async () => {
    await everyUp();
    const load = await runLoad({url, requests: 1800, connections: 10});
    expect(load.failed).toBe(0);
    const shares = ['shop-master-1', 'shop-slave-1', 'shop-slave-2', 'shop-slave-3'].map(
      (instance) => load.byInstance[instance] ?? 0,
    );
    [300, 500, 500, 500].forEach((wanted, index) =>
      expect(Math.abs((shares[index] as number) - wanted)).toBeLessThanOrEqual(wanted / 100),
    );
  });

  it('drains a server and takes it back under keep-alive load without a failed request', async () => {
    const load = runLoad({url, seconds: 4, connections: 50, rate: 1000});
    expect(await drain('shop-slave-2')).toEqual({cutSessions: 0});
    expect(await statusOf('shop-slave-2')).toBe('drain');
    const without = await runLoad({url, requests: 200, connections: 5});
    await undrain('shop-slave-2');
    const after = await runLoad({url, requests: 200, connections: 5});
    expect(without.byInstance['shop-slave-2']).toBeUndefined();
    expect(after.byInstance['shop-slave-2']).toBeGreaterThan(0);
    expect(await load).toMatchObject({failed: 0, kinds: {}});
  });

  it('drains twice, and a server that is not there', async () => {
    await drain('shop-slave-1');
    expect(await drain('shop-slave-1')).toEqual({cutSessions: 0});
    expect(await drain('shop-slave-9')).toEqual({cutSessions: 0});
    await undrain('shop-slave-1');
    await expect(undrain('shop-slave-9')).rejects.toMatchObject({code: 'PROXY_SERVER_DOWN'});
  });

  it('removes what a visitor claims about himself', async () => {
    const response = await fetch(`${url}/x`, {
      headers: {'X-Forwarded-For': '6.6.6.6', 'X-Real-IP': '6.6.6.6', 'X-Forwarded-Proto': 'https', Forwarded: 'for=6.6.6.6'},
    });
    const {headers} = (await response.json()) as {headers: Record<string, string>};
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-real-ip': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': `127.0.0.1:${entry}`,
      'x-forwarded-port': String(entry),
    });
    expect(headers['forwarded']).toBeUndefined();
  });
});

describe('a reload', () => {
  it('fails no request, twenty times in a row under keep-alive load', async () => {
    const stop = new AbortController();
    const load = runLoad({url, seconds: 60, connections: 100, rate: 1000, signal: stop.signal});
    for (let round = 0; round < 20; round += 1) {
      expect(await configure(shop([3, 5, 5, round % 2 === 0 ? 6 : 5]))).toEqual({changed: true});
    }
    stop.abort();
    const result = await load;
    console.log('20 reloads', result);
    expect(result).toMatchObject({failed: 0, kinds: {}});
    expect(result.ok).toBeGreaterThan(1000);
  });

  it('leaves drained servers drained and dead servers down', async () => {
    await configure();
    await everyUp();
    await drain('shop-slave-1');
    instances[3]?.setHealthy(false);
    await expect.poll(() => statusOf('shop-slave-3')).toBe('down');
    const load = runLoad({url, seconds: 3, connections: 20, rate: 400});
    await configure(shop([4, 5, 5, 5]));
    expect(await statusOf('shop-slave-1')).toBe('drain');
    expect(await statusOf('shop-slave-3')).toBe('down');
    await running.proxy.reload(running.node, running.installation);
    expect(await statusOf('shop-slave-1')).toBe('drain');
    const result = await load;
    expect(result.failed).toBe(0);
    expect(Object.keys(result.byInstance).sort()).toEqual(['shop-master-1', 'shop-slave-2']);
    instances[3]?.setHealthy(true);
    await everyUp();
  });

  it('sends nothing to a new server before its first check', async () => {
    await configure(shop([3, 5]));
    await everyUpOf(2);
    instances[3]?.setHealthy(false);
    const load = runLoad({url, seconds: 2, connections: 20, rate: 1000});
    await configure(shop());
    expect((await load).byInstance['shop-slave-3']).toBeUndefined();
    instances[3]?.setHealthy(true);
    await everyUp();
  });

  it('survives a WebSocket, which a later drain finds and cuts at its deadline', async () => {
    await configure();
    await everyUp();
    const {socket, instance} = await openWebSocket();
    await configure(shop([5, 5, 5, 5]));
    expect(await echo(socket, 'after reload')).toBe('after reload');
    expect(await drain(instance, 300)).toEqual({cutSessions: 1});
    await expect.poll(() => socket.closed).toBe(true);
    await undrain(instance);
  });

  it('is refused when the configuration is invalid, and the old one serves', async () => {
    await configure();
    const invalid = model(entry, [backend({servers: [{...servers([1], firstPort)[0]!, name: 'shop master'}]})]);
    const before = await running.proxy.readConfiguration(running.node, running.installation);
    const load = runLoad({url, seconds: 2, connections: 20, rate: 500});
    const failure = await configure(invalid).catch((error: unknown) => error as {details: {alerts: string[]}});
    expect(failure).toMatchObject({code: 'PROXY_CONFIG_INVALID', exitCode: 6});
    expect((failure as {details: {alerts: string[]}}).details.alerts.join()).toContain('shop master');
    expect(await running.proxy.readConfiguration(running.node, running.installation)).toBe(before);
    expect((await load).failed).toBe(0);
  });

  it('that cannot take its port is undone', async () => {
    await configure();
    const before = await running.proxy.readConfiguration(running.node, running.installation);
    const taken = model(firstPort, [backend({servers: servers([1, 1], firstPort)})]);
    const failure = await configure(taken).catch((error: unknown) => error);
    expect(failure).toMatchObject({code: 'PROXY_STATE_DIFFERS', exitCode: 6});
    expect(JSON.stringify((failure as {details: unknown}).details)).toMatch(/in use|cannot bind/i);
    expect(await running.proxy.readConfiguration(running.node, running.installation)).toBe(before);
    expect((await runLoad({url, requests: 100})).failed).toBe(0);
    expect(await configure(shop([7, 5, 5, 5]))).toEqual({changed: true});
  });
});

describe('a balancer that dies', () => {
  it('is back with the same configuration, and nobody drained', async () => {
    await configure();
    await drain('shop-slave-1');
    await configure(shop([6, 5, 5, 5]));
    const pid = Number(await docker('inspect', '--format', '{{.State.Pid}}', running.container));
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => statusOf('shop-slave-1').catch(() => 'gone'), {timeout: 10_000, interval: 50}).toBe('up');
    expect(await configure(shop([6, 5, 5, 5]))).toEqual({changed: false});
    expect((await runLoad({url, requests: 200, connections: 5})).failed).toBe(0);
  });

  it('is unreachable once it is gone', async () => {
    await docker('stop', '--time', '1', running.container);
    await expect(configure()).rejects.toMatchObject({code: 'PROXY_UNREACHABLE', exitCode: 7});
    await expect(state()).rejects.toMatchObject({code: 'PROXY_UNREACHABLE', exitCode: 7});
  });
});

function everyUpOf(count: number): Promise<unknown> {
  return Promise.all(
    servers([3, 5, 5, 5], firstPort)
      .slice(0, count)
      .map((server) => undrain(server.name)),
  );
}

async function openWebSocket(): Promise<{readonly socket: Socket; readonly instance: string}> {
  const socket = connect(entry, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.write(
    `GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
  );
  const head = await nextText(socket);
  expect(head).toContain('101 Switching Protocols');
  return {socket, instance: /x-instance: (\S+)/i.exec(head)?.[1] ?? ''};
}

function echo(socket: Socket, text: string): Promise<string> {
  const answer = nextText(socket);
  socket.write(text);
  return answer;
}

function nextText(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('data', (chunk) => resolve(chunk.toString()));
    socket.once('close', () => reject(new Error('closed')));
  });
}
