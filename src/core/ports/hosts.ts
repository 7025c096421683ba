import type {Node} from '../domain/model.js';

export interface HostMeasures {
  /** Of the file system that holds the directory; null where it cannot be seen. */
  readonly disk: {readonly directory: string; readonly freeBytes: number} | null;
  /** Limits of the ssh server by which the node is reached, null each where they cannot be seen; null where no ssh server is used. */
  readonly sshd: {readonly maxSessions: number | null; readonly maxStartups: number | null} | null;
}

/** What a machine says of itself outside its container engine. */
export interface Hosts {
  /** TCP ports with a listener on the node; null where that cannot be read. */
  readListeningPorts(node: Node): Promise<ReadonlySet<number> | null>;
  /** Null over tcp, where only the engine is reached. */
  measure(node: Node, directory: string): Promise<HostMeasures | null>;
  /** Whether a process of this machine is alive. */
  isAlive(pid: number): boolean;
}
