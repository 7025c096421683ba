import type {AgentServer} from './agent-server.js';
import type {ClusterProbe} from './cluster-probe.js';
import type {Ports} from './index.js';

/** Where an installation lies, and where its process ids mean something: see `Agent`. */
export interface Place {
  readonly place: string;
  readonly pidSpace: string;
}

/** What only an agent needs of the world. */
export interface AgentPorts extends Pick<Ports, 'clock' | 'hosts' | 'identity' | 'store'> {
  agentServer(): Promise<AgentServer>;
  clusterProbe(): Promise<ClusterProbe>;
  place(): Promise<Place>;
}
