import {isIPv6} from 'node:net';
import {quoted} from './quoted.js';
import {bareHost, joinHostPort, readHost} from './values/hosts.js';
import {readPort} from './values/ports.js';
import type {Read} from './values/read.js';

/** A way to the engine of a machine, taken apart. Hosts are without the brackets of IPv6. */
export type Connection =
  | {readonly kind: 'local'}
  | {readonly kind: 'ssh'; readonly user: string | null; readonly host: string; readonly port: number | null}
  | {readonly kind: 'tcp'; readonly host: string; readonly port: number};

const sshPort = 22;
/** Docker's own with TLS, which Muster asks for. */
const tlsPort = 2376;
const use = {noun: 'a connection', anyHost: '', underscores: true} as const;
const brackets = '; an IPv6 address stands in brackets';
const forms = 'it is neither of these';

/**
 * `local`, `ssh://[user@]host[:port]` or `tcp://host[:port]`. A name without a dot may be an alias of OpenSSH's configuration, where
 * case and port count: of those both stay as they are written.
 */
export function parseConnection(text: string): Read<Connection> {
  const trimmed = text.trim();
  if (/^local$/i.test(trimmed)) return {ok: {kind: 'local'}};
  const [, scheme = '', rest = ''] = /^(ssh|tcp):\/\/(.*?)\/?$/is.exec(trimmed) ?? [];
  if (scheme === '') return {problem: forms};
  if (/[/?#]/.test(rest)) return {problem: 'it goes on after host and port'};
  const [, user, bracketed, plain, portText] = /^(?:(.*)@)?(?:(\[.*\])|([^[\]:]*))(?::([^:]*))?$/s.exec(rest) ?? [];
  const hostText = bracketed ?? plain ?? '';
  if (hostText === '')
    return {
      problem: rest === '' ? 'it names no host' : `${quoted(rest)} is no host with a port${rest.includes(':') ? brackets : ''}`,
    };
  const isSsh = scheme.toLowerCase() === 'ssh';
  const problem = user === undefined ? null : userProblem(user, isSsh);
  if (problem !== null) return {problem};
  const host = readConnectionHost(hostText, isSsh);
  if ('problem' in host) return host;
  const port = portText === undefined ? null : readPort(portText);
  if (port !== null && 'problem' in port) return port;
  return {
    ok: isSsh
      ? {kind: 'ssh', user: user ?? null, host: host.ok, port: port?.ok ?? null}
      : {kind: 'tcp', host: host.ok, port: port?.ok ?? tlsPort},
  };
}

/** The connection in its one spelling. */
export function formatConnection(connection: Connection): string {
  if (connection.kind === 'local') return 'local';
  if (connection.kind === 'tcp') return `tcp://${joinHostPort(connection.host, connection.port)}`;
  const {user, host, port} = connection;
  const isUsualPort = port === null || (port === sshPort && !mayBeAlias(host));
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return `ssh://${user === null ? '' : `${user}@`}${bracketed}${isUsualPort ? '' : `:${port}`}`;
}

/** What two connections of one machine have in common, but for its other names: how, where, and on which port. */
export function endpointOf(connection: Connection): string {
  if (connection.kind === 'local') return 'local';
  const {kind, host, port} = connection;
  return `${kind}://${joinHostPort(host.toLowerCase(), port ?? sshPort)}`;
}

export function readConnection(text: string): Read {
  if (usual.test(text)) return {ok: text};
  const read = parseConnection(text);
  return 'ok' in read ? {ok: formatConnection(read.ok)} : read;
}

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
/** What has its one spelling already; told by a pattern, because files name thousands. */
const usual = new RegExp(String.raw`^(?:local|ssh://(?:[a-z_][a-z0-9_-]{0,31}@)?(?!0\.0\.0\.0$)(?:${octet}\.){3}${octet})$`);

function userProblem(user: string, isSsh: boolean): string | null {
  if (!isSsh) return 'tcp names no user: certificates say who asks';
  if (user.includes(':')) return 'it carries a password, and ssh asks for keys';
  return /^[A-Za-z_][\w.-]*$/.test(user) ? null : `${quoted(user)} is no name of a user`;
}

function readConnectionHost(text: string, isSsh: boolean): Read {
  const read = readHost(text, use);
  if ('problem' in read) return read;
  return {ok: isSsh && mayBeAlias(text) ? text : bareHost(read.ok)};
}

function mayBeAlias(host: string): boolean {
  return /^[\w-]+$/.test(host) && !isIPv6(host);
}
