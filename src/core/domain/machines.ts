import {parseConnection, type Connection} from './connections.js';

/** Which machine a connection leads to, as far as its spelling tells. The only place that compares machines. */
interface Place {
  readonly host: string;
  readonly kind: Connection['kind'];
  readonly port: number;
}

const sshPort = 22;
const thisMachine: Place = {host: 'local', kind: 'local', port: 0};
const loopback = new Set(['localhost', '127.0.0.1', '::1']);

/** Loopback at the port of the machine's own sshd or engine is the machine itself; at another it may be a way to elsewhere. */
function placeOf(connect: string): Place | null {
  const read = parseConnection(connect);
  if ('problem' in read) return null;
  const connection = read.ok;
  if (connection.kind === 'local') return thisMachine;
  const usual = connection.kind === 'ssh' ? [sshPort] : [2375, 2376];
  const port = connection.port ?? sshPort;
  const host = connection.host.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  if (loopback.has(host) && usual.includes(port)) return thisMachine;
  return {host, kind: connection.kind, port};
}

/** The same for all connections that may lead to one machine; two that share it need not. */
export function hostOf(connect: string): string {
  return placeOf(connect)?.host ?? connect.trim().toLowerCase();
}

/** Two sshd, or two engines, on ports of one host are two machines behind one address; sshd and engine are one. */
export function isSameMachine(a: string, b: string): boolean {
  const [one, other] = [placeOf(a), placeOf(b)];
  if (!one || !other) return hostOf(a) === hostOf(b);
  return one.host === other.host && (one.kind !== other.kind || one.port === other.port);
}
