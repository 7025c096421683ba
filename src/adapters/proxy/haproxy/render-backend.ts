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
    `    http-check send meth GET uri ${quote(health.path)} ver HTTP/1.1 hdr Host localhost hdr Connection close`,
    // Whoever says that it is not well gets no new request and finishes what it has; only silence counts as death.
    '    http-check expect error-status L7OKC status 200-299',
    `    default-server check inter ${health.intervalMs}ms fastinter ${fastInterval(health.intervalMs)}ms fall ${health.fall} rise ${health.rise} init-addr libc,none`,
    // `on-error mark-down` would be faster, but it cuts the very request that noticed, after its retry.
    '    default-server observe layer4 error-limit 3 on-error fastinter',
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

function renderServer(backend: ProxyBackend, server: ProxyServer): string {
  const host = isIPv6(server.address) ? `[${server.address}]` : server.address;
  // Nothing is done with the cookie: it tells the weight as declared to who reads the statistics.
  return `    server ${quote(server.name)} ${quote(`${host}:${server.port}`)} weight ${scaledWeight(backend, server)} cookie ${effectiveWeight(backend, server)}`;
}

/** A request that kills its instance must not travel on: one more try, and only for what is safe to repeat. */
function renderRetries(retryReads: boolean): readonly string[] {
  return [
    ...(retryReads ? ['    retries 1', '    retry-on conn-failure empty-response'] : ['    retry-on conn-failure']),
    '    option redispatch 1',
    '    http-request disable-l7-retry if !{ method GET HEAD OPTIONS }',
  ];
}

function fastInterval(intervalMs: number): number {
  return Math.max(Math.min(100, intervalMs), Math.round(intervalMs / 4));
}
