import {exitCodes, Failure} from '../../../core/domain/errors.js';
import {nearestName} from '../../../core/domain/nearest.js';
import {lookup} from '../../../core/domain/lookup.js';

/** `off`: in clear text; `require`: encrypted, whoever answers; `verify`: encrypted, and the certificate must be the host's. */
export type TlsMode = 'off' | 'require' | 'verify';

/** Where a store on MySQL or MariaDB is, taken apart. */
export interface MysqlAddress {
  readonly host: string;
  readonly port: number;
  /** Path of a socket of this machine, used instead of host and port. */
  readonly socket: string | null;
  /** Null: who runs the command, as the clients of MySQL have it. */
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string;
  readonly tls: TlsFacts;
  readonly connectTimeoutMs: number | null;
}

export interface TlsFacts {
  readonly mode: TlsMode;
  /** Files in PEM form. */
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

const scheme = /^(mysql|mariadb):\/\//i;
const usualPort = 3306;
const mask = '••••';
export const addressForm = 'mysql://USER[:PASSWORD]@HOST[:PORT]/DATABASE, or mysql://USER@/DATABASE?socket=PATH';

/** The words of MySQL's own clients are understood beside ours. */
const parameters = {
  tls: 'tls',
  'tls-ca': 'ca',
  'tls-cert': 'cert',
  'tls-key': 'key',
  socket: 'socket',
  'connect-timeout': 'timeout',
  'ssl-mode': 'tls',
  'ssl-ca': 'ca',
  'ssl-cert': 'cert',
  'ssl-key': 'key',
} as const;
type Meaning = (typeof parameters)[keyof typeof parameters];

const tlsModes: Readonly<Record<string, TlsMode>> = {
  off: 'off',
  require: 'require',
  verify: 'verify',
  disabled: 'off',
  required: 'require',
  verify_identity: 'verify',
};

export function isMysqlAddress(address: string): boolean {
  return scheme.test(address);
}

/** As it may be shown: a password, or what may be one in an address that does not parse, is masked. */
export function maskAddress(address: string): string {
  const [start = ''] = /^\w+:\/\//.exec(address) ?? [];
  const rest = address.slice(start.length);
  const at = rest.lastIndexOf('@');
  const colon = rest.indexOf(':');
  const query = (text: string) => text.replace(/([?&][^=&]*(?:pass|pwd)[^=&]*=)[^&]*/gi, `$1${mask}`);
  if (at >= 0 && colon >= 0 && colon < at) return start + rest.slice(0, colon + 1) + mask + query(rest.slice(at));
  if (at >= 0) return start + query(rest);
  return start + query(rest.replace(/^([^:/?#[]*):(?!\d*(?:[/?]|$))[^]*$/, `$1:${mask}`));
}

/** Fails with `STORE_ADDRESS_INVALID`, saying what is wrong and never the password. */
export function parseMysqlAddress(address: string): MysqlAddress {
  const refuse = (problem: string, hint = `Write it as ${addressForm}`) => {
    throw invalidAddress(address, problem, hint);
  };
  const rest = address.replace(scheme, '');
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const at = authority.lastIndexOf('@');
  if (
    end >= 0 &&
    rest
      .slice(end)
      .split(/\?(?!.*@)/)[0]
      ?.includes('@')
  )
    refuse('the user or the password has a character that ends it', 'Write / as %2F, ? as %3F, # as %23, @ as %40 and % as %25');
  if (rest.includes('#')) refuse('a # must be written as %23');
  const [, path = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(end < 0 ? '' : rest.slice(end)) ?? [];
  const given = readParameters(query, refuse);
  const {user, password} = readCredentials(at < 0 ? '' : authority.slice(0, at), refuse);
  const socket = given.get('socket') ?? null;
  const {host, port} = readHost(authority.slice(at + 1), socket !== null, refuse);
  const database = decoded(path.slice(1), 'the name of the database', refuse);
  if (database === '') refuse('it names no database');
  if (database.includes('/')) refuse('the name of the database has a /');
  return {
    host,
    port,
    socket,
    user,
    password,
    database,
    tls: readTls(given, refuse),
    connectTimeoutMs: readTimeout(given, refuse),
  };
}

type Refuse = (problem: string, hint?: string) => void;

function invalidAddress(address: string, problem: string, hint: string): Failure {
  const masked = maskAddress(address);
  return new Failure({
    code: 'STORE_ADDRESS_INVALID',
    exit: exitCodes.usage,
    subject: `store ${masked}`,
    message: `The address of the store, ${masked}, does not parse: ${problem}.`,
    hint,
    details: {address: masked, problem},
  });
}

function decoded(text: string, what: string, refuse: Refuse): string {
  try {
    return decodeURIComponent(text);
  } catch {
    refuse(`${what} has a % that does not begin a percent-encoded character`, 'Write % as %25');
    return text;
  }
}

function readCredentials(text: string, refuse: Refuse): {readonly user: string | null; readonly password: string | null} {
  const colon = text.indexOf(':');
  const user = decoded(colon < 0 ? text : text.slice(0, colon), 'the user', refuse);
  const password = colon < 0 ? null : decoded(text.slice(colon + 1), 'the password', refuse);
  if (user === '' && password !== null) refuse('it has a password without a user');
  return {user: user || null, password};
}

function readHost(text: string, hasSocket: boolean, refuse: Refuse): {readonly host: string; readonly port: number} {
  const [, bracketed, plain = '', portText] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(text) ?? [null, '', ' ', ''];
  const host = bracketed ?? decoded(plain, 'the host', refuse);
  if (host === '' && !hasSocket) refuse('it names no host');
  if (host !== '' && hasSocket && host !== 'localhost') refuse('it names a host and a socket, and one of them must be enough');
  if (!/^[\w.:%-]*$/.test(host)) refuse('the host is not a name or an address');
  if (portText === undefined) return {host, port: usualPort};
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port < 1 || port > 65_535) refuse('the port is not a number from 1 to 65535');
  return {host, port};
}

function readParameters(query: string, refuse: Refuse): ReadonlyMap<Meaning, string> {
  const given = new Map<Meaning, string>();
  for (const part of query.split('&').filter((each) => each !== '')) {
    const [name = '', ...value] = part.split('=');
    const meaning = Object.hasOwn(parameters, name) ? parameters[name as keyof typeof parameters] : null;
    if (meaning === null) {
      const nearest = nearestName(name, Object.keys(parameters));
      refuse(
        `there is no parameter ${name}`,
        nearest ? `Did you mean ${nearest}?` : `There are ${Object.keys(parameters).join(', ')}`,
      );
    } else if (given.has(meaning)) refuse(`${name} is there twice`);
    else {
      // MySQL's own clients put paths in parentheses.
      given.set(meaning, decoded(value.join('='), name, refuse).replace(/^\((.*)\)$/, '$1'));
      if (given.get(meaning) === '') refuse(`${name} has no value`);
    }
  }
  return given;
}

function readTls(given: ReadonlyMap<Meaning, string>, refuse: Refuse): TlsFacts {
  const [ca = null, cert = null, key = null] = [given.get('ca'), given.get('cert'), given.get('key')];
  const wanted = given.get('tls');
  const mode = wanted === undefined ? (ca ? 'verify' : cert ? 'require' : 'off') : lookup(tlsModes, wanted.toLowerCase());
  if (mode === undefined) refuse('tls is none of off, require and verify');
  if (mode === 'off' && (ca || cert || key)) refuse('tls is off, and a file for it is named');
  if ((cert === null) !== (key === null)) refuse('tls-cert and tls-key need each other');
  return {mode: mode ?? 'off', ca, cert, key};
}

function readTimeout(given: ReadonlyMap<Meaning, string>, refuse: Refuse): number | null {
  const text = given.get('timeout');
  if (text === undefined) return null;
  const [, number, unit] = /^(\d{1,6})(ms|s)?$/.exec(text) ?? [];
  if (number === undefined) refuse('connect-timeout is not a number of seconds');
  return Number(number) * (unit === 'ms' ? 1 : 1000);
}
