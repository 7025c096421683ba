import {mkdtempSync, rmSync} from 'node:fs';
import {createServer, type Server, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, describe, expect, it} from 'vitest';
import {DockerApi} from '../../../src/adapters/engine/compose/docker-api.js';
import {LocalLink} from '../../../src/adapters/links/local-link.js';
import {LocalShell} from '../../../src/adapters/shell/local-shell.js';

const folder = mkdtempSync(join(tmpdir(), 'muster-api-'));
const socketPath = join(folder, 'docker.sock');
let server: Server | undefined;

afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
  rmSync(socketPath, {force: true});
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** An engine that says the same to everybody, and keeps what it was asked. */
async function engineSays(answer: (socket: Socket) => void): Promise<string[]> {
  const asked: string[] = [];
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (request) => {
      asked.push(request.toString());
      answer(socket);
    });
  });
  await new Promise<void>((resolve) => server?.listen(socketPath, resolve));
  return asked;
}

const says = (head: string, body: string) => (socket: Socket) => socket.end(`HTTP/1.0 ${head}\r\n\r\n${body}`);

describe('DockerApi', () => {
  const api = new DockerApi(new LocalLink(socketPath, async () => new LocalShell()));

  it('reads JSON, whatever bytes it is made of', async () => {
    const asked = await engineSays(says('200 OK\r\nContent-Type: application/json', '{"a":"ä\\n😀"}'));
    expect(await api.get('/x/json', {filters: '{"a":["b=c"]}'})).toEqual({a: 'ä\n😀'});
    expect(asked[0]).toMatch(/^GET \/x\/json\?filters=%7B%22a%22%3A%5B%22b%3Dc%22%5D%7D HTTP\/1\.0\r\n/);
  });

  it('sends a body with its length in bytes', async () => {
    const asked = await engineSays(says('201 Created', '{}'));
    await api.call('/networks/create', {method: 'POST', body: {Name: 'ä'}});
    expect(asked[0]).toContain('Content-Length: 13\r\n\r\n{"Name":"ä"}');
  });

  it("says null of what is not there, and gives a refusal the engine's own words", async () => {
    await engineSays(says('404 Not Found', '{"message":"No such container: x"}'));
    expect(await api.find('/containers/x/json')).toBeNull();
    await expect(api.get('/containers/x/json')).rejects.toMatchObject({
      code: 'DOCKER_REFUSED',
      exitCode: 6,
      message: 'Docker refused: No such container: x',
      details: {status: 404},
    });
  });

  it('knows an engine that has no address range left for a network', async () => {
    const reason = 'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network';
    await engineSays(says('500 Internal Server Error', JSON.stringify({message: reason})));
    await expect(api.call('/networks/create', {method: 'POST', body: {Name: 'n'}})).rejects.toMatchObject({
      code: 'NETWORKS_FULL',
      exitCode: 6,
      hint: expect.stringContaining('default-address-pools'),
    });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['hangs up at once', (socket) => socket.end()],
    ['is killed in the middle of a body of known length', says('200 OK\r\nContent-Length: 99', '[{"a":1}]')],
    ['is killed in the middle of a body of unknown length', says('200 OK', '[{"a":')],
    ['is killed in the middle of the head', (socket) => socket.end('HTTP/1.0 200 O')],
    ['breaks the connection', (socket) => socket.destroy()],
  ])('calls an engine that %s down', async (_what, answer) => {
    await engineSays(answer);
    await expect(api.get('/x')).rejects.toMatchObject({code: 'DOCKER_DOWN', exitCode: 7});
  });

  it('does not wait for ever', async () => {
    await engineSays(() => {});
    await expect(api.call('/x', {timeoutMs: 100})).rejects.toMatchObject({
      code: 'DOCKER_DOWN',
      message: expect.stringContaining('does not answer'),
    });
  });

  it('tells an engine that is not running from one that is not installed', async () => {
    await expect(api.get('/x')).rejects.toMatchObject({code: expect.stringMatching(/^DOCKER_(DOWN|MISSING)$/), exitCode: 7});
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      await expect(api.get('/x')).rejects.toMatchObject({code: 'DOCKER_MISSING'});
    } finally {
      process.env['PATH'] = path;
    }
  });
});
