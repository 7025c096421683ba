import {isIP} from 'node:net';
import type {ConfiguredServer} from './configured-servers.js';
import type {ServerState} from './statistics.js';

/** What the running balancer has otherwise than configured, one line each. */
export function compareState(configured: readonly ConfiguredServer[], states: readonly ServerState[]): readonly string[] {
  const differing = configured.flatMap((server) =>
    compareServer(
      server,
      states.find((state) => isSame(state, server)),
    ),
  );
  const extra = states.filter((state) => !configured.some((server) => isSame(state, server)));
  return [...differing, ...extra.map((state) => `${nameOf(state)}: not configured`)];
}

function compareServer(server: ConfiguredServer, state: ServerState | undefined): readonly string[] {
  if (!state) return [`${nameOf(server)}: missing`];
  return [
    ...(isIP(server.address) !== 0 && state.address !== server.address
      ? [`${nameOf(server)}: address ${state.address} instead of ${server.address}`]
      : []),
    ...(state.port === server.port ? [] : [`${nameOf(server)}: port ${state.port} instead of ${server.port}`]),
    ...(state.weight === server.weight ? [] : [`${nameOf(server)}: weight ${state.weight} instead of ${server.weight}`]),
  ];
}

function isSame(state: ServerState, server: ConfiguredServer): boolean {
  return state.backend === server.backend && state.server === server.server;
}

function nameOf({backend, server}: Pick<ConfiguredServer, 'backend' | 'server'>): string {
  return `${backend}/${server}`;
}
