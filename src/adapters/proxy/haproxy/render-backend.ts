import {isIPv6} from 'node:net';
import {digestOf} from '../../../core/domain/digest.js';
import {compareText} from '../../../core/domain/names.js';
import type {ProxyBackend, ProxyServer} from '../../../core/domain/proxy.js';
import {quote} from './quote.js';
import {effectiveWeight, scaledWeight} from './weights.js';

const algorithms = {
  'round-robin': 'roundrobin',
  weighted: 'roundrobin',
  'least-connections': 'leastconn',
  'ip-hash': 'source',
} as const;

export function renderBackend(backend: ProxyBackend): readonly string[] {
  const {health, timeouts} = backend;
  return [
    `backend ${quote(backend.name)}`,
    `    balance ${algorithms[backend.balance]}`,
    // By default three of four visitors change places when one of four servers leaves; so only those of that server do.
    ...(backend.balance === 'ip-hash' ? ['    hash-type consistent'] : []),
    `    timeout server ${timeouts.readMs}ms`,
    `    timeout tunnel ${timeouts.websocketMs}ms`,
    `    timeout check ${health.timeoutMs}ms`,
    ...renderRetries(backend.retryReads),
    '    option httpchk',
    `    http-check send meth GET uri ${quote(health.path)} ver HTTP/1.1 hdr Host ${quote(health.host)} hdr Connection close`,
    // Whoever is out gets no new request and finishes what it has; only silence counts as death (`frozen-servers.ts`).
    `    http-check expect status ${health.status}`,
    ...(health.contains === null ? [] : [`    http-check expect rstring ${quote(health.contains)}`]),
    // No `fastinter`, and no `observe`: failures are counted as the recipe says and the engine does, one an interval. On a
    // machine without a free processor, faster counts took all servers out at once.
    `    default-server check inter ${health.intervalMs}ms fall ${health.fall} rise ${health.rise}${transport(backend)} init-addr libc,none`,
    ...renderServers(backend),
  ];
}

/** The hash goes by the ids: made from names, they keep a visitor on one instance in every backend and whoever joins or leaves. */
function renderServers(backend: ProxyBackend): readonly string[] {
  const taken = new Set<number>();
  return backend.servers
    .toSorted((a, b) => compareText(a.name, b.name))
    .map((server) => {
      let id = Number.parseInt(digestOf(server.name, 7), 16) + 1;
      while (taken.has(id)) id += 1;
      taken.add(id);
      return `${renderServer(backend, server)} id ${id}`;
    });
}

/** No certificate is verified, neither in checks nor in requests: an instance is known by its address. */
function transport({health, tls}: ProxyBackend): string {
  return `${tls ? ' ssl' : ''}${health.scheme === 'https' ? ' check-ssl' : ''}${tls || health.scheme === 'https' ? ' verify none' : ''}`;
}

function renderServer(backend: ProxyBackend, server: ProxyServer): string {
  const host = isIPv6(server.address) ? `[${server.address}]` : server.address;
  // Nothing is done with the cookie: it tells the weight as declared to who reads the statistics.
  const check = server.checkPort === server.port ? '' : ` port ${server.checkPort}`;
  return `    server ${quote(server.name)} ${quote(`${host}:${server.port}`)}${check} weight ${scaledWeight(backend, server)} cookie ${effectiveWeight(backend, server)}`;
}

/** A request that kills its instance must not travel on: one more try, and only for what is safe to repeat. */
function renderRetries(retryReads: boolean): readonly string[] {
  return [
    ...(retryReads ? ['    retries 1', '    retry-on conn-failure empty-response'] : ['    retry-on conn-failure']),
    '    option redispatch 1',
    '    http-request disable-l7-retry if !{ method GET HEAD OPTIONS }',
  ];
}
