import {digestOf} from '../../../core/domain/digest.js';
import {proxyDigest} from '../../../core/domain/planning/plan-proxies.js';
import type {ProxyModel} from '../../../core/domain/proxy.js';
import {connectSeconds} from './frozen-servers.js';
import {layout} from './layout.js';
import {renderBackend} from './render-backend.js';
import {renderFrontend, renderNoRoute} from './render-frontend.js';

const shortestHardStopMs = 60_000;

/** What a running HAProxy says of its configuration in `show info`. */
export interface ConfigurationMark {
  readonly model: string;
  readonly text: string;
}

/** One configuration for every environment of the node. It ends in a line by which a cut-off delivery is noticed. */
export function renderConfiguration(model: ProxyModel): string {
  const body = [
    ...renderDefaults(),
    ...model.listeners.flatMap((listener) => ['', ...renderFrontend(listener, model.backends)]),
    ...model.backends.flatMap((backend) => ['', ...renderBackend(backend)]),
    '',
    ...renderNoRoute(),
  ];
  const global = renderGlobal(model);
  const mark = {model: proxyDigest(model), text: digestOf([...global, ...body], 16)};
  return [...global, `    description ${descriptionOf(mark)}`, '', ...body, '', `# end ${mark.text}`, ''].join('\n');
}

function descriptionOf(mark: ConfigurationMark): string {
  return `muster-${mark.model}-${mark.text}`;
}

/** The mark in a configuration or in the output of `show info`; null when Muster did not write it. */
export function parseMark(text: string): ConfigurationMark | null {
  const found = /^\s*description:? muster-([0-9a-f]{16})-([0-9a-f]{16})\s*$/m.exec(text);
  return found ? {model: found[1] as string, text: found[2] as string} : null;
}

function renderGlobal(model: ProxyModel): readonly string[] {
  const hardStopMs = Math.max(
    shortestHardStopMs,
    ...model.backends.flatMap(({timeouts}) => [timeouts.websocketMs, timeouts.readMs]),
  );
  return [
    'global',
    '    master-worker',
    '    user haproxy',
    '    group haproxy',
    // Beyond 8,000 the descriptors needed exceed what an unprivileged container may open.
    '    maxconn 8000',
    `    hard-stop-after ${hardStopMs}ms`,
    `    stats socket ${layout.adminSocket} mode 660 uid "$\{${layout.ownerVariable}}" gid "$\{${layout.groupVariable}}" level admin expose-fd listeners`,
    `    server-state-file ${layout.serverState}`,
    `    lua-load ${layout.frozenServers}`,
  ];
}

function renderDefaults(): readonly string[] {
  return [
    'defaults',
    '    mode http',
    '    option http-keep-alive',
    '    option idle-close-on-response',
    '    http-reuse safe',
    '    load-server-state-from-file global',
    // A dead container's address vanishes, and connects to it hang. A shorter limit also ends those that were answered while
    // HAProxy waited for a processor.
    `    timeout connect ${connectSeconds}s`,
    '    timeout queue 5s',
    '    timeout http-request 30s',
    '    timeout http-keep-alive 30s',
    '    timeout client 60s',
    '    timeout client-fin 30s',
  ];
}
