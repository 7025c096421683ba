import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseMark, renderConfiguration} from '../../../src/adapters/proxy/haproxy/render.js';
import {proxyDigest} from '../../../src/core/domain/planning/plan-proxies.js';
import type {ProxyModel} from '../../../src/core/domain/proxy.js';
import {backend, model, servers} from './models.js';

const lines = (wanted: ProxyModel): readonly string[] =>
  renderConfiguration(wanted)
    .split('\n')
    .map((line) => line.trim());
const serverLines = (wanted: ProxyModel): readonly string[] => lines(wanted).filter((line) => line.startsWith('server '));
const weightsOf = (wanted: ProxyModel): readonly number[] =>
  serverLines(wanted).map((line) => Number(/ weight (\d+)/.exec(line)?.[1]));

describe('the configuration of HAProxy', () => {
  it('is this for one app on one port', () => {
    expect(renderConfiguration(model(80))).toMatchSnapshot();
  });

  it('carries the digest of its model, and ends in a line that shows that it is whole', () => {
    const text = renderConfiguration(model(80));
    const mark = parseMark(text);
    expect(mark?.model).toBe(proxyDigest(model(80)));
    expect(text.endsWith(`\n# end ${mark?.text}\n`)).toBe(true);
    expect(parseMark(renderConfiguration(model(81)))?.text).not.toBe(mark?.text);
  });

  it.each([
    ['round-robin', 'roundrobin'],
    ['weighted', 'roundrobin'],
    ['least-connections', 'leastconn'],
    ['ip-hash', 'source'],
  ] as const)('balances %s by %s', (balance, algorithm) => {
    expect(lines(model(80, [backend({balance})]))).toContain(`balance ${algorithm}`);
  });

  it.each([
    {balance: 'weighted', weights: [3, 5, 5, 5], rendered: [153, 255, 255, 255]},
    {balance: 'least-connections', weights: [100, 50], rendered: [256, 128]},
    {balance: 'weighted', weights: [0, 5], rendered: [0, 256]},
    {balance: 'weighted', weights: [256, 255], rendered: [256, 255]},
    {balance: 'weighted', weights: [300, 150], rendered: [256, 128]},
    {balance: 'weighted', weights: [3000, 1, 2999], rendered: [256, 1, 256]},
    {balance: 'round-robin', weights: [3, 5, 0], rendered: [256, 256, 0]},
    {balance: 'ip-hash', weights: [3, 5, 0], rendered: [256, 256, 0]},
    {balance: 'weighted', weights: [0, 0], rendered: [0, 0]},
  ] as const)('gives $weights by $balance the weights $rendered', ({balance, weights, rendered}) => {
    expect(weightsOf(model(80, [backend({balance, servers: servers(weights)})]))).toEqual(rendered);
  });

  it('keeps the ids of servers, by which ip-hash goes, in every backend and when others join or leave', () => {
    const all = servers([1, 1, 1]);
    const wanted = model(80, [
      backend({name: 'a.b.c.http', servers: all.toReversed()}),
      backend({name: 'a.b.c.ws', servers: all.slice(1)}),
    ]);
    const ids = serverLines(wanted).map((line) => `${line.split(' ')[1]} ${/ id (\d+)/.exec(line)?.[1]}`);
    expect(ids.slice(3)).toEqual(ids.slice(1, 3));
    expect(new Set(ids.slice(0, 3).map((line) => line.split(' ')[1])).size).toBe(3);
  });

  it('takes the longest path first, exact hosts before any host, and only whole path segments', () => {
    const wanted = model(
      80,
      [backend()],
      [
        {host: null, path: '/', backend: 'any'},
        {host: 'Example.com', path: '/', backend: 'root'},
        {host: null, path: '/api', backend: 'any-api'},
        {host: 'example.com', path: '/api/', backend: 'api'},
        {host: 'example.com', path: '/api/v2', backend: 'v2'},
      ],
    );
    expect(lines(wanted).filter((line) => line.startsWith('use_backend'))).toMatchInlineSnapshot(`
      [
        "use_backend v2 if { var(txn.host) -m str example.com } { path /api/v2 } or { var(txn.host) -m str example.com } { path_beg /api/v2/ }",
        "use_backend api if { var(txn.host) -m str example.com } { path /api } or { var(txn.host) -m str example.com } { path_beg /api/ }",
        "use_backend root if { var(txn.host) -m str example.com }",
        "use_backend any-api if { path /api } or { path_beg /api/ }",
        "use_backend any",
      ]
    `);
  });

  it('repeats reads only where that is asked for', () => {
    expect(lines(model(80, [backend({retryReads: false})]))).not.toContain('retry-on conn-failure empty-response');
    const opted = lines(model(80, [backend({retryReads: true})]));
    expect(opted).toEqual(
      expect.arrayContaining([
        'retries 1',
        'retry-on conn-failure empty-response',
        'http-request disable-l7-retry if !{ method GET HEAD OPTIONS }',
      ]),
    );
  });

  it('keeps old workers as long as the longest WebSocket may live, and clients as long as the slowest answer', () => {
    const slow = backend({timeouts: {readMs: 300_000, websocketMs: 7_200_000, drainMs: 1000}});
    const text = lines(model(80, [backend(), {...slow, name: 'acme.prod.slow.http'}]));
    expect(text).toEqual(
      expect.arrayContaining([
        'hard-stop-after 7200000ms',
        'timeout client 300000ms',
        'timeout server 300000ms',
        'timeout tunnel 7200000ms',
      ]),
    );
  });

  it('asks as the recipe says what is healthy, and counts as it says', () => {
    const [server] = servers([1], 20_000);
    const health = {scheme: 'https', host: 'shop.local', path: '/up?deep=1', status: '200,401', contains: '"ok": *true'} as const;
    const wanted = backend({
      servers: [{...server!, checkPort: 20_001}],
      health: {...backend().health, ...health, fall: 5, rise: 4},
    });
    expect(lines(model(80, [wanted]))).toEqual(
      expect.arrayContaining([
        "http-check send meth GET uri '/up?deep=1' ver HTTP/1.1 hdr Host shop.local hdr Connection close",
        'http-check expect status 200,401',
        `http-check expect rstring '"ok": *true'`,
        'default-server inter 200ms fall 5 rise 4 init-addr libc,none',
        expect.stringMatching(/^server shop-master-1 127\.0\.0\.1:20000 check port 20001 check-ssl verify none weight /),
      ]),
    );
    expect(serverLines(model(80, [{...wanted, servers: [server!]}]))).toEqual([
      expect.stringMatching(/^server shop-master-1 127\.0\.0\.1:20000 check check-ssl verify none ssl verify none weight /),
    ]);
  });

  it('asks servers that are judged otherwise in a backend of their own, whose word counts for them', () => {
    const [master, slave] = servers([1, 1], 20_000);
    const wanted = model(80, [backend({servers: [master!, {...slave!, health: {...backend().health, path: '/before'}}]})]);
    const text = lines(wanted).join('\n');
    const [, digest] = /track acme\.prod\.shop\.http:(\w{8})\/shop-slave-1/.exec(text) ?? [];
    expect(text).toContain(`backend acme.prod.shop.http:${digest}`);
    expect(serverLines(wanted).map((line) => line.replace(/ weight.*/, ''))).toEqual([
      'server shop-master-1 127.0.0.1:20000 check',
      `server shop-slave-1 127.0.0.1:20001 track acme.prod.shop.http:${digest}/shop-slave-1`,
      'server shop-slave-1 127.0.0.1:20001 check',
    ]);
  });

  it('holds any text as one word, and refuses line breaks', () => {
    const quoted = backend({health: {...backend().health, path: `/it's "up"?x=$HOME #1\\`}});
    expect(lines(model(80, [quoted]))).toContain(
      String.raw`http-check send meth GET uri '/it'\''s "up"?x=$HOME #1\' ver HTTP/1.1 hdr Host localhost hdr Connection close`,
    );
    expect(() => renderConfiguration(model(80, [], [{host: null, path: '/a\n    stats enable', backend: 'x'}]))).toThrow(
      expect.objectContaining({code: 'VALUE_INVALID', exitCode: 3}),
    );
  });

  it('is the same bytes for the same model, names every server, and never gives a weight that HAProxy refuses', () => {
    const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
    const port = fc.integer({min: 1, max: 65_535});
    const someServers = fc.uniqueArray(
      fc.record({
        name,
        address: fc.ipV4(),
        port,
        checkPort: port,
        health: fc.constant(null),
        weight: fc.integer({min: 0, max: 1000}),
      }),
      {selector: (server) => server.name, maxLength: 8},
    );
    const someBackends = fc.uniqueArray(
      fc.record({
        name,
        servers: someServers,
        balance: fc.constantFrom('round-robin', 'weighted', 'least-connections', 'ip-hash'),
        retryReads: fc.boolean(),
      }),
      {selector: (some) => some.name, maxLength: 4},
    );
    fc.assert(
      fc.property(someBackends, (some) => {
        const wanted = model(
          80,
          some.map((changes) => backend(changes)),
        );
        expect(renderConfiguration(structuredClone(wanted))).toBe(renderConfiguration(wanted));
        expect(
          serverLines(wanted)
            .map((line) => line.split(' ')[1])
            .sort(),
        ).toEqual(some.flatMap((one) => one.servers.map((server) => server.name)).sort());
        for (const weight of weightsOf(wanted)) expect(weight).toBeLessThanOrEqual(256);
      }),
    );
  });
});
