import type {ConfiguredServer} from './configured-servers.js';
import type {ServerState} from './statistics.js';

/** The file that says nothing of any server. */
export const nothingCarried = '1\n';
const forcedMaintenance = 1;
const forcedDrain = 8;

/**
 * Server states for the next worker, in the format of `show servers state`. Without them a reload returns drained servers to
 * rotation, and counts dead and new ones as up until a check fails.
 */
export function carryState(states: readonly ServerState[], next: readonly ConfiguredServer[]): string {
  const serving = new Set(states.filter((state) => isServing(state, next)).map(({backend}) => backend));
  const lines = next.flatMap((server) => {
    const state = states.find((candidate) => candidate.backend === server.backend && candidate.server === server.server);
    // A server nobody has checked waits for its first check, but only where another one takes the requests meanwhile.
    const isUp = state?.port === server.port ? state.isRunning : !serving.has(server.backend);
    const admin = (state?.isDrained ? forcedDrain : 0) | (state?.isInMaintenance ? forcedMaintenance : 0);
    const asked = server.checkedIn === undefined || isUp ? [] : [stateLine({...server, backend: server.checkedIn}, isUp, 0)];
    return isUp && admin === 0 ? [] : [stateLine(server, isUp, admin), ...asked];
  });
  return lines.length === 0 ? nothingCarried : ['1', `# ${columns}`, ...lines, ''].join('\n');
}

/** Takes requests now and will do so after the reload. */
function isServing(state: ServerState, next: readonly ConfiguredServer[]): boolean {
  return (
    state.isRunning &&
    !state.isDrained &&
    !state.isInMaintenance &&
    next.some(
      (server) =>
        server.backend === state.backend && server.server === state.server && server.port === state.port && server.weight > 0,
    )
  );
}

function stateLine({backend, server, address, port, weight}: ConfiguredServer, isUp: boolean, admin: number): string {
  const [operation, health] = isUp ? [2, 1] : [0, 0];
  return `0 ${backend} 0 ${server} ${address} ${operation} ${admin} ${weight} ${weight} 0 1 0 ${health} 6 0 0 0 - ${port} - 0 0 - - 0`;
}

const columns =
  'be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change ' +
  'srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port ' +
  'srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port';
