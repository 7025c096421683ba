import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {Connection} from '../connection.js';

export interface TlsFailureScope {
  readonly node: string;
  readonly connection: Extract<Connection, {kind: 'tcp'}>;
  /** Of the certificates. */
  readonly directory: string;
}

const silence: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network unreachable',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up',
  ETIMEDOUT: 'no answer in time',
  ECONNRESET: 'the connection was broken',
  EPIPE: 'the connection was broken',
};

/** Why an engine behind TLS gave no answer. */
export function tlsFailure(scope: TlsFailureScope, error: unknown): Failure {
  const {node, connection, directory} = scope;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasonOf(error);
  const at = `${connection.host}:${connection.port}`;
  const facts = {exit: exitCodes.outside, subject: `node ${node}`, cause: error};
  const details = {node, host: connection.host, port: connection.port, directory, reason: code || reason};
  const heard = silence[code];
  if (heard !== undefined)
    return new Failure({
      ...facts,
      details,
      code: 'TCP_UNREACHABLE',
      message: `Node ${node} cannot be reached: ${at}: ${heard}.`,
      hint: `See that dockerd listens there with --tlsverify and no firewall stands between; muster node check ${node} looks again`,
    });
  // The other side says so in an alert: it asked for a certificate and does not accept ours.
  if (/alert|HANDSHAKE_FAILURE/i.test(`${code} ${reason}`))
    return new Failure({
      ...facts,
      details,
      code: 'TLS_REFUSED',
      message: `Node ${node} does not accept this machine's certificate.`,
      hint: `${directory}/cert.pem must be signed by the authority that its dockerd has as --tlscacert`,
    });
  return new Failure({
    ...facts,
    details,
    code: 'TLS_UNTRUSTED',
    message: `The engine at ${at} is not proven to be node ${node}: ${/wrong[_ ]version|packet length/i.test(`${code} ${reason}`) ? 'it does not speak TLS' : reason}.`,
    hint: `Its certificate must be signed by ${directory}/ca.pem and name ${connection.host}; start its dockerd with --tlsverify`,
  });
}

/** OpenSSL puts where in its sources it was before what it has to say. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'reason' in error && typeof error.reason === 'string' ? error.reason : (error.message.split('\n')[0] ?? '');
}

/** The machine answers, and what was asked of its engine came to nothing. */
export function engineSilent({node, connection}: TlsFailureScope, error: unknown): Failure {
  return new Failure({
    code: 'DOCKER_DOWN',
    exit: exitCodes.outside,
    subject: `node ${node}`,
    message: `Docker on node ${node} broke off the conversation.`,
    hint: `muster node check ${node} looks whether it is back`,
    details: {node, host: connection.host, port: connection.port, reason: String(error)},
    cause: error,
  });
}
