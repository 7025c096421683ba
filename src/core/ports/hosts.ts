import type {Node} from '../domain/model.js';

/** What a machine says of itself outside its container engine. */
export interface Hosts {
  /** TCP ports with a listener on the node; null where that cannot be read. */
  readListeningPorts(node: Node): Promise<ReadonlySet<number> | null>;
  /** Whether a process of this machine is alive. */
  isAlive(pid: number): boolean;
}
