import type {AgentStatus} from '../../core/use-cases/agent-status.js';
import {formatDuration} from '../durations.js';
import {factLines, orDash} from './facts.js';
import type {View} from './output.js';
import type {Tone} from './palette.js';

const tones: Readonly<Record<AgentStatus['state'], Tone>> = {active: 'good', stopped: 'warn', offline: 'bad', never: 'faint'};

export const agentStatusView: View<AgentStatus> = {
  names: (status) => [status.state],
  text: (status, style) =>
    factLines(
      [
        ['cluster', `${status.cluster} (${status.name})`],
        ['state', style.paint(tones[status.state], status.state)],
        ['runs on', status.host === null ? '-' : `${status.host}, pid ${status.pid}`],
        ['since', orDash(status.since)],
        ['last beat', lastBeatText(status)],
        ['heartbeat', `every ${status.heartbeatSeconds} s`],
        ['address', status.address === null ? '-' : `${status.address} (${status.addressState ?? 'not asked yet'})`],
        ...(status.rivalHost === null
          ? []
          : ([['conflict', style.paint('bad', `a copy of this installation on ${status.rivalHost}`)]] as const)),
      ],
      style,
    ),
};

function lastBeatText({lastBeat, lastBeatAgeMs}: AgentStatus): string {
  return lastBeat === null || lastBeatAgeMs === null ? '-' : `${lastBeat}, ${formatDuration(lastBeatAgeMs)} ago`;
}
