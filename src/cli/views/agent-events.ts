import type {AgentEvent} from '../../core/use-cases/agent-events.js';

/** What happened to an agent, for people. */
export function agentEventText(event: AgentEvent): string {
  switch (event.event) {
    case 'started':
      return `Agent of cluster ${event.cluster} started (pid ${event.pid}); ${event.url === null ? 'another agent of this installation answers at its address' : `it answers at ${event.url}`}.`;
    case 'listening':
      return `It answers at ${event.url}.`;
    case 'listening-later':
      return `It cannot answer over HTTP yet, and goes on trying: ${event.message} (${event.code})`;
    case 'active':
      return `It beats for cluster ${event.cluster}, every ${event.heartbeatSeconds} s.`;
    case 'standing-by':
      return event.copy
        ? `An agent on ${event.holderHost} (pid ${event.holderPid}) beats for cluster ${event.cluster} from another data directory; waiting whether it is alive.`
        : `The agent with pid ${event.holderPid} on ${event.holderHost} beats for cluster ${event.cluster}; standing by.`;
    case 'cluster-changed':
      return `Cluster ${event.cluster.id} (${event.cluster.name}) has changed: a beat every ${event.cluster.heartbeatSeconds} s, address ${event.cluster.address ?? 'none'}.`;
    case 'conflict':
      return `Conflict: an agent on ${event.rivalHost} has a copy of this installation and wants to beat for cluster ${event.cluster} too. (${event.code})`;
    case 'conflict-over':
      return `The conflict is over: nobody else wants to beat for cluster ${event.cluster}.`;
    case 'store-silent':
      return `The store does not answer, and is asked again until it does: ${event.message} (${event.code})`;
    case 'store-answers':
      return `The store answers again, after ${Math.round(event.silentMs / 1000)} s.`;
    case 'address':
      return addressText(event);
    case 'stopping':
      return `Stopping (${event.reason}).`;
    case 'stopped':
      return `Stopped, after ${event.beats} beats.`;
  }
}

function addressText({address, state}: Extract<AgentEvent, {readonly event: 'address'}>): string {
  const said = {reached: 'leads here', silent: 'does not answer', other: 'is answered by somebody else'} as const;
  return `The address of the cluster, ${address}, ${said[state]}.`;
}
