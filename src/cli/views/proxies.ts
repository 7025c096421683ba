import type {ProxyServerState} from '../../core/domain/proxy.js';
import type {ProxyReport, ShownProxy} from '../../core/use-cases/read-proxies.js';
import type {View} from './output.js';
import {renderTable} from './render-table.js';
import {tell} from '../streams.js';

export function proxyShowView(format: string): View<readonly ShownProxy[]> {
  return {
    document: true,
    names: (proxies) => proxies.map((proxy) => proxy.node),
    text: (proxies) => {
      if (proxies.length === 0) tell('No node has a balancer.');
      for (const proxy of proxies)
        tell(
          `Node ${proxy.node}: ${proxy.current === null ? `no balancer answers (${proxy.reason})` : proxy.current ? 'the balancer runs with this' : 'the balancer runs with something else'}.`,
        );
      return proxies
        .map((proxy) => (format === 'model' ? `${JSON.stringify(proxy.model, null, 2)}\n` : proxy.configuration))
        .join('\n');
    },
  };
}

export const proxyStatusView: View<readonly ProxyReport[]> = {
  names: (reports) => reports.map((report) => report.node),
  text: (reports, style) => {
    if (reports.length === 0) tell('No node has a balancer.');
    const servers = reports.flatMap((report) => report.servers);
    const notes = reports.flatMap(({node, running, reason, current}) =>
      running
        ? current
          ? []
          : [`The balancer on ${node} runs with another configuration than desired.`]
        : [reason ?? `No balancer answers on ${node}.`],
    );
    const table =
      servers.length === 0
        ? []
        : [
            renderTable(
              [
                {title: 'NODE', value: (server: ProxyServerState) => server.node},
                {title: 'BACKEND', value: (server) => server.backend},
                {title: 'SERVER', value: (server) => server.server},
                {
                  title: 'STATUS',
                  value: (server) => server.status,
                  tone: (server) => (server.status === 'up' ? 'good' : server.status === 'down' ? 'bad' : 'warn'),
                },
                {title: 'WEIGHT', value: (server) => String(server.weight)},
                {title: 'SESSIONS', value: (server) => String(server.sessions)},
                {title: 'REQUESTS', value: (server) => String(server.requestsTotal)},
              ],
              servers,
              style,
            ),
          ];
    return [...table, ...notes.map((note) => style.paint('bad', note))].join('\n');
  },
};

export interface ReloadData {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly nodes: readonly string[];
}

export const proxyReloadView: View<ReloadData> = {
  names: ({nodes}) => nodes,
  text: ({dryRun, nodes}) =>
    nodes.length === 0
      ? 'No node has a balancer; nothing changed.\n'
      : `${dryRun ? 'Would reload' : 'Reloaded'} the balancer on ${nodes.join(', ')}.\n`,
};
