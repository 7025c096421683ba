/** A container of another installation of Muster on the same machine. */
export interface Neighbour {
  readonly container: string;
  /** Id of the installation, as its containers bear it. */
  readonly installation: string;
  readonly env: string;
  readonly isBalancer: boolean;
  /** What the engine knows of it; a balancer listens on ports of the machine itself, which it does not know. */
  readonly hostPorts: readonly number[];
}

const mark = 'of Muster installation ';

/** How a holder of a port is called that is another installation's. */
export function neighbourName({container, installation, isBalancer}: Neighbour): string {
  return `${isBalancer ? 'the balancer' : `container ${container}`} ${mark}${installation}${isBalancer ? ` (container ${container})` : ''}`;
}

export function isNeighbour(holder: string): boolean {
  return holder.includes(mark);
}

/** Its own commands say what it needs the port for, and it would start again what is stopped behind its back. */
export const neighbourHint =
  'Do not stop it by hand: muster status, with the MUSTER_HOME of that installation, shows what it serves there; give one of the two another port';
