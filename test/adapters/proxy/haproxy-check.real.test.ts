import {afterAll, beforeAll, expect, it} from 'vitest';
import {backend, model, servers} from './models.js';
import {runProxy, type RunningProxy} from './run-proxy.js';
import {startInstance, type TestInstance} from './test-instances.js';

const entry = 21_200;
const url = `http://127.0.0.1:${entry}`;

let running: RunningProxy;
let instances: TestInstance[];

beforeAll(async () => {
  instances = await Promise.all(['root', 'api', 'any'].map((name, index) => startInstance(name, 21_210 + index)));
  running = await runProxy('check');
});

afterAll(async () => {
  await running?.stop();
  await Promise.all((instances ?? []).map((instance) => instance.stop()));
});

async function instanceAt(path: string, host: string): Promise<string> {
  const {request} = await import('node:http');
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, {headers: {host}, agent: false}, (response) => {
      response.resume();
      response.on('end', () => resolve(String(response.headers['x-instance'] ?? response.statusCode)));
    })
      .on('error', reject)
      .end();
  });
}

it.each(['round-robin', 'weighted', 'least-connections', 'ip-hash'] as const)(
  'HAProxy takes and runs a configuration that balances %s, with odd texts',
  async (balance) => {
    const odd = backend({
      balance,
      retryReads: balance === 'weighted',
      health: {...backend().health, path: `/it's "up"?x=$HOME#1\\`},
      servers: servers([0, 1, 7, 256], 21_210),
    });
    const wanted = model(
      entry,
      [odd, backend({name: 'acme.prod.empty.http', servers: []})],
      [
        {host: 'example.com', path: `/a'b c`, backend: odd.name},
        {host: null, path: '/empty', backend: 'acme.prod.empty.http'},
        {host: null, path: '/', backend: odd.name},
      ],
    );
    expect(await running.proxy.ensureConfiguration(running.node, running.installation, wanted)).toEqual({changed: true});
    const {servers: live} = await running.proxy.readState(running.node, running.installation);
    expect(live.map(({weight}) => weight)).toEqual(
      balance === 'weighted' || balance === 'least-connections' ? [0, 1, 7, 256] : [0, 1, 1, 1],
    );
    expect(await instanceAt('/empty/x', 'anything')).toBe('503');
    await running.proxy.ensureDrained(running.node, running.installation, {
      backends: [odd.name],
      server: 'shop-slave-2',
      drainMs: 1000,
    });
    await running.proxy.reload(running.node, running.installation);
    const reloaded = (await running.proxy.readState(running.node, running.installation)).servers;
    expect(reloaded.filter(({status}) => status === 'drain').map(({server}) => server)).toEqual(['shop-slave-2']);
  },
);

it('leads hosts and paths to where they belong', async () => {
  const part = (name: string, index: number) =>
    backend({name: `acme.prod.${name}.http`, servers: [{...servers([1], 21_210 + index)[0]!, name}]});
  const routes = [
    {host: 'example.com', path: '/api', backend: 'acme.prod.api.http'},
    {host: 'example.com', path: '/', backend: 'acme.prod.root.http'},
    {host: null, path: '/any', backend: 'acme.prod.any.http'},
  ];
  await running.proxy.ensureConfiguration(
    running.node,
    running.installation,
    model(entry, [part('root', 0), part('api', 1), part('any', 2)], routes),
  );
  const asked = [
    ['/api', 'example.com'],
    ['/api/x?y', 'example.com'],
    ['/api?x', `EXAMPLE.com:${entry}`],
    ['/apix', 'example.com.'],
    ['/', 'example.com'],
    ['/any/x', 'other.com'],
    ['/any/x', 'example.com'],
    ['/', 'other.com'],
    ['/anyx', 'other.com'],
  ] as const;
  expect(await Promise.all(asked.map(([path, host]) => instanceAt(path, host)))).toEqual([
    'api',
    'api',
    'api',
    'root',
    'root',
    'any',
    'root',
    '404',
    '404',
  ]);
  expect(await (await fetch(`${url}/nowhere`)).text()).toBe('No application is configured for this address.\n');
});
