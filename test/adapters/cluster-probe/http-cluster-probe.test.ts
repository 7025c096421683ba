import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, it, onTestFinished} from 'vitest';
import {HttpClusterProbe} from '../../../src/adapters/cluster-probe/http-cluster-probe.js';

const probe = new HttpClusterProbe();
const installation = '1'.repeat(32);
const identity = {installation, cluster: 'SERVER01', version: '1.0.0'};

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering = (status: number, body: string) =>
  serving((request, response) => {
    response.statusCode = request.url === '/identity' || request.url === '/below/identity' ? status : 404;
    response.end(body);
  });

it('asks for the identity below the address', async () => {
  const address = await answering(200, JSON.stringify({...identity, more: true}));
  expect(await probe.ask(address, 2000)).toEqual({kind: 'agent', identity});
  expect(await probe.ask(`${address}/below`, 2000)).toEqual({kind: 'agent', identity});
});

it.each([
  [404, JSON.stringify(identity), 'HTTP 404'],
  [200, '<html>', 'it is no agent of Muster'],
  [200, 'null', 'it is no agent of Muster'],
  [200, '{"installation": "short"}', 'it is no agent of Muster'],
  [200, `{"installation": "${installation}", "padding": "${'x'.repeat(100_000)}"}`, 'it is no agent of Muster'],
])('tells what answers otherwise: %i %.20s', async (status, body, reason) => {
  expect(await probe.ask(await answering(status, body), 2000)).toEqual({kind: 'stranger', reason});
});

it('says why nobody answers', async () => {
  expect(await probe.ask('http://127.0.0.1:1', 2000)).toMatchObject({kind: 'silent'});
  expect(await probe.ask('http://nowhere.invalid', 2000)).toMatchObject({
    kind: 'silent',
    reason: expect.stringContaining('host'),
  });
  expect(await probe.ask(await serving(() => undefined), 50)).toEqual({kind: 'silent', reason: 'no answer within 50 ms'});
});
