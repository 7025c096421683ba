import {isIPv6} from 'node:net';
import {compareText} from '../../../core/domain/names.js';
import type {ProxyBackend, ProxyServer} from '../../../core/domain/proxy.js';
import {quote} from './quote.js';
import {effectiveWeight, scaledWeight} from './weights.js';

const algorithms = {'round-robin': 'roundrobin', weighted: 'roundrobin', 'least-connections': 'leastconn', 'ip-hash': 'source'} as const;

export function renderBackend(backend: ProxyBackend): readonly string[] {
  const {health, timeouts} = backend;
  return [
    `backend ${quote(backend.name)}`,
    `    balance ${algorithms[backend.balance]}`,
    `    timeout server ${timeouts.readMs}ms`,
    `    timeout tunnel ${timeouts.websocketMs}ms`,
    `    timeout check ${health.timeoutMs}ms`,
    ...renderRetries(backend.retryReads),
    '    option httpchk',
    `    http-check send meth GET uri ${quote(health.path)} ver HTTP/1.1 hdr Host localhost hdr Connection close`,
    '    http-check expect status 200-299',
    `    default-server check inter ${health.intervalMs}ms fastinter ${fastInterval(health.intervalMs)}ms fall ${health.fall} rise ${health.rise} init-addr libc,none`,
    '    default-server observe layer4 error-limit 3 on-error mark-down on-marked-down shutdown-sessions',
    // The map behind ip-hash follows the order of the servers: one order in every backend keeps a visitor on one instance.
    ...backend.servers.toSorted((a, b) => compareText(a.name, b.name)).map((server) => renderServer(backend, server)),
  ];
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
  return Math.max(Math.min(100, intervalMs), Math.round(intervalMs / 2));
}
