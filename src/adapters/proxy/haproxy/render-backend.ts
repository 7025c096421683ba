import {isIPv6} from 'node:net';
import {canonicalJson, digestOf} from '../../../core/domain/digest.js';
import {compareText} from '../../../core/domain/names.js';
import type {ProxyBackend, ProxyHealth, ProxyServer} from '../../../core/domain/proxy.js';
import {checkBackend} from './configured-servers.js';
import {awaitServer} from './frozen-servers.js';
import {quote} from './quote.js';
import {effectiveWeight, scaledWeight} from './weights.js';

const algorithms = {
  'round-robin': 'roundrobin',
  weighted: 'roundrobin',
  'least-connections': 'leastconn',
  'ip-hash': 'source',
} as const;

export function renderBackend(backend: ProxyBackend): readonly string[] {
  const {timeouts} = backend;
  return [
    `backend ${quote(backend.name)}`,
    `    balance ${algorithms[backend.balance]}`,
    // By default three of four visitors change places when one of four servers leaves; so only those of that server do.
    ...(backend.balance === 'ip-hash' ? ['    hash-type consistent'] : []),
    `    timeout server ${timeouts.readMs}ms`,
    `    timeout tunnel ${timeouts.websocketMs}ms`,
    ...renderRetries(backend.retryReads),
    ...(backend.servers.length === 0 ? [] : [`    http-request lua.${awaitServer} if { nbsrv eq 0 } !{ stopping }`]),
    ...renderCheck(backend.health),
    ...renderServers(backend),
    ...otherChecks(backend).flatMap((check) => renderOtherCheck(backend, check)),
  ];
}

function renderCheck(health: ProxyHealth): readonly string[] {
  return [
    `    timeout check ${health.timeoutMs}ms`,
    '    option httpchk',
    `    http-check send meth GET uri ${quote(health.path)} ver HTTP/1.1 hdr Host ${quote(health.host)} hdr Connection close`,
    // Whoever is out gets no new request and finishes what it has; only silence counts as death (`frozen-servers.ts`).
    `    http-check expect status ${health.status}`,
    ...(health.contains === null ? [] : [`    http-check expect rstring ${quote(health.contains)}`]),
    // No `fastinter`, and no `observe`: failures are counted as the recipe says and the engine does, one an interval. On a
    // machine without a free processor, faster counts took all servers out at once.
    `    default-server inter ${health.intervalMs}ms fall ${health.fall} rise ${health.rise} init-addr libc,none`,
  ];
}

/** A backend has one check: servers that are judged otherwise are asked in one without requests, whose word counts for them. */
function renderOtherCheck(backend: ProxyBackend, check: ProxyHealth): readonly string[] {
  return [
    '',
    `backend ${quote(checkBackend(backend, check))}`,
    `    timeout server ${backend.timeouts.readMs}ms`,
    ...renderCheck(check),
    ...backend.servers
      .filter(({health}) => health !== null && canonicalJson(health) === canonicalJson(check))
      .map((server) => `    server ${quote(server.name)} ${addressOf(server)} ${checkWords(server, check)}`),
  ];
}

function otherChecks({servers}: ProxyBackend): readonly ProxyHealth[] {
  const all = servers.flatMap(({health}) => (health === null ? [] : [health]));
  return [...new Map(all.map((health) => [canonicalJson(health), health])).values()];
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
  const health = server.health ?? backend.health;
  const check =
    server.health === null ? checkWords(server, health) : `track ${quote(`${checkBackend(backend, health)}/${server.name}`)}`;
  // No certificate is verified: an instance is known by its address.
  const tls = health.scheme === 'https' && server.checkPort === server.port ? ' ssl verify none' : '';
  // Nothing is done with the cookie: it tells the weight as declared to who reads the statistics.
  return `    server ${quote(server.name)} ${addressOf(server)} ${check}${tls} weight ${scaledWeight(backend, server)} cookie ${effectiveWeight(backend, server)}`;
}

function checkWords({port, checkPort}: ProxyServer, {scheme}: ProxyHealth): string {
  return `check${checkPort === port ? '' : ` port ${checkPort}`}${scheme === 'https' ? ' check-ssl verify none' : ''}`;
}

function addressOf({address, port}: ProxyServer): string {
  return quote(`${isIPv6(address) ? `[${address}]` : address}:${port}`);
}

/** A request that kills its instance must not travel on: one more try, and only for what is safe to repeat. */
function renderRetries(retryReads: boolean): readonly string[] {
  return [
    ...(retryReads ? ['    retries 1', '    retry-on conn-failure empty-response'] : ['    retry-on conn-failure']),
    '    option redispatch 1',
    '    http-request disable-l7-retry if !{ method GET HEAD OPTIONS }',
  ];
}
