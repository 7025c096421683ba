import {execFile} from 'node:child_process';
import {accessSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer, type IncomingHttpHeaders, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {containerProbe, probePrograms} from '../../../src/core/domain/planning/container-probe.js';
import {aRecipe} from '../../support/topology.js';

const {health} = aRecipe();
const folders = ['/usr/bin', '/bin', '/usr/local/bin'];
const pathOf = (program: string): string | null =>
  program === 'node' ? process.execPath : (folders.map((folder) => join(folder, program)).find(isThere) ?? null);

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Every program that an image may have and this machine has; BusyBox's wget beside GNU's. */
const clients = [
  ...probePrograms.map((program) => ({client: program as string, program: program as string, path: pathOf(program)})),
  {client: "BusyBox's wget", program: 'wget', path: pathOf('busybox')},
].filter((client) => client.path !== null);

let server: Server;
let headers: IncomingHttpHeaders = {};
let asked: string[] = [];
const root = mkdtempSync(join(tmpdir(), 'probe-'));

beforeAll(async () => {
  server = createServer((request, response) => {
    headers = request.headers;
    asked.push(request.url ?? '');
    const [, code = '200'] = /^\/(\d{3})/.exec(request.url ?? '') ?? [];
    response.writeHead(Number(code), code === '302' ? {Location: '/200'} : {});
    response.end('{\n  "ok": true,\n  "it\'s": "up"\n}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  rmSync(root, {recursive: true, force: true});
});

/** Runs the probe where nothing but one client and the usual tools are there. */
async function probe(
  client: (typeof clients)[number] | null,
  request: Partial<typeof health>,
  port = (server.address() as AddressInfo).port,
): Promise<{readonly exit: number; readonly output: string}> {
  const folder = mkdtempSync(join(root, 'bin-'));
  for (const tool of ['cat', 'grep', 'sed']) symlinkSync(pathOf(tool) as string, join(folder, tool));
  if (client) symlinkSync(client.path as string, join(folder, client.program));
  const script = join(folder, 'probe.sh');
  writeFileSync(script, containerProbe({...health, ...request}, port));
  asked = [];
  return new Promise((resolve) => {
    const env = {PATH: folder, http_proxy: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1'};
    execFile('/bin/sh', [script], {env}, (error, stdout, stderr) =>
      resolve({exit: error ? Number(error.code) : 0, output: `${stdout}${stderr}`}),
    );
  });
}

describe.each(clients)('the probe of a container that has $client', (client) => {
  it('asks path, query and host as the balancer does, and prints what came', async () => {
    const {exit, output} = await probe(client, {path: '/200?deep=1&x=$HOME', host: 'shop.local'});
    expect(output).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/200\?deep=1&x=\$HOME: status 200\n$/);
    expect(exit).toBe(0);
    expect(asked).toEqual(['/200?deep=1&x=$HOME']);
    expect(headers.host).toBe('shop.local');
  });

  it('takes a redirect for what it is', async () => {
    expect(await probe(client, {path: '/302'})).toMatchObject({
      exit: 1,
      output: expect.stringContaining(': status 302 instead of 200-299'),
    });
    expect(await probe(client, {path: '/302', status: '200-399'})).toMatchObject({exit: 0});
  });

  it('goes by the codes of the recipe', async () => {
    expect(await probe(client, {path: '/503'})).toMatchObject({
      exit: 1,
      output: expect.stringContaining(': status 503 instead of 200-299'),
    });
    expect(await probe(client, {path: '/401', status: '200-299,401'})).toMatchObject({exit: 0});
    expect(await probe(client, {path: '/200', status: '204'})).toMatchObject({exit: 1});
  });

  it('looks into the body where the recipe does', async () => {
    expect(await probe(client, {contains: '"ok": *(true|yes)'})).toMatchObject({exit: 0});
    expect(await probe(client, {contains: `"it's"`})).toMatchObject({exit: 0});
    expect(await probe(client, {contains: '^"ok"'})).toMatchObject({
      exit: 1,
      output: expect.stringContaining('no match in its body: {'),
    });
  });

  it('says why nobody answers', async () => {
    const {exit, output} = await probe(client, {}, 1);
    expect(output).toMatch(/^GET http:\/\/127\.0\.0\.1:1\/healthz: .*(refused|connect)/i);
    expect(exit).toBe(1);
  });
});

it('the probe of a container that can ask nobody says what it misses', async () => {
  expect(await probe(null, {})).toMatchObject({
    exit: 1,
    output: expect.stringContaining('the image has none of curl, wget, node, python3, bash'),
  });
});
