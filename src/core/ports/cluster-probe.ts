import type {AddressAnswer} from '../domain/cluster-address.js';

/** Asks addresses of clusters who answers there. */
export interface ClusterProbe {
  /** Never fails: who does not answer as an agent is told apart in the answer. */
  ask(address: string, timeoutMs: number): Promise<AddressAnswer>;
}
