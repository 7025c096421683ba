import type {Node} from '../../../core/domain/model.js';
import type {ProxyServerState} from '../../../core/domain/proxy.js';
import type {ServerState, ServerStatistics} from './statistics.js';

export function serverStates(
  node: Node,
  states: readonly ServerState[],
  statistics: readonly ServerStatistics[],
): readonly ProxyServerState[] {
  return states.map((state) => {
    const counted = statistics.find(({backend, server}) => backend === state.backend && server === state.server);
    return {
      node: node.name,
      backend: state.backend,
      server: state.server,
      status: statusOf(state),
      weight: counted?.declaredWeight ?? state.weight,
      sessions: counted?.sessions ?? 0,
      requestsTotal: counted?.requestsTotal ?? 0,
      address: `${state.address}:${state.port}`,
      check: counted?.check ?? null,
    };
  });
}

/** By what was asked of the server: HAProxy's own status calls a weight of 0 a drain, and a drained server that died down. */
function statusOf(state: ServerState): ProxyServerState['status'] {
  if (state.isInMaintenance) return 'maintenance';
  if (state.isDrained) return 'drain';
  if (state.isStarting) return 'starting';
  return state.isRunning ? 'up' : 'down';
}
