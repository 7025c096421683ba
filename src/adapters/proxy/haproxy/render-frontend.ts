import type {ProxyBackend, ProxyListener, ProxyRoute} from '../../../core/domain/proxy.js';
import {quote} from './quote.js';

export const noRouteBackend = 'muster-no-route';
const shortestClientMs = 60_000;

export function renderFrontend(listener: ProxyListener, backends: readonly ProxyBackend[]): readonly string[] {
  const reached = backends.filter((backend) => listener.routes.some((route) => route.backend === backend.name));
  return [
    `frontend entry-${listener.port}`,
    `    bind :${listener.port}`,
    `    timeout client ${Math.max(shortestClientMs, ...reached.map(({timeouts}) => timeouts.readMs))}ms`,
    ...forwardedHeaders,
    '    http-request set-var(txn.host) req.hdr(host),host_only,lower,rtrim(.)',
    ...listener.routes.toSorted(compareRoutes).map(renderRoute),
    `    default_backend ${noRouteBackend}`,
  ];
}

export function renderNoRoute(): readonly string[] {
  return [
    `backend ${noRouteBackend}`,
    '    http-request return status 404 content-type text/plain string "No application is configured for this address.\\n"',
  ];
}

/** Both `option forwardfor` and the apps append to what a visitor sends: at the edge his own claims go first. */
const forwardedHeaders = [
  '    http-request del-header X-Forwarded-For',
  '    http-request del-header Forwarded',
  '    option forwardfor',
  '    http-request set-header X-Real-IP %[src]',
  '    http-request set-header X-Forwarded-Proto http',
  '    http-request set-header X-Forwarded-Host %[req.hdr(host)]',
  '    http-request set-header X-Forwarded-Port %[dst_port]',
];

function renderRoute(route: ProxyRoute): string {
  const host = route.host === null ? [] : [`{ var(txn.host) -m str ${quote(route.host.toLowerCase())} }`];
  const path = route.path.replace(/\/+$/, '');
  const alternatives =
    path === ''
      ? [host]
      : [
          [...host, `{ path ${quote(path)} }`],
          [...host, `{ path_beg ${quote(`${path}/`)} }`],
        ];
  const condition = alternatives.map((words) => words.join(' ')).join(' or ');
  return `    use_backend ${quote(route.backend)}${condition === '' ? '' : ` if ${condition}`}`;
}

function compareRoutes(a: ProxyRoute, b: ProxyRoute): number {
  return Number(a.host === null) - Number(b.host === null) || b.path.length - a.path.length;
}
