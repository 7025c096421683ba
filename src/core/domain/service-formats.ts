import type {EnvValue, SecretRef, ValuePart} from './container.js';
import type {ServiceFormat} from './model.js';

/** How to reach a service, its password by reference. IPv6 hosts stand in brackets. */
export interface ServiceConnection {
  /** Scheme of the URL form: `mysql`, `redis`, `rediss`. */
  readonly scheme: string;
  readonly user: string | null;
  readonly password: SecretRef | null;
  readonly host: string;
  readonly port: number;
  readonly database: string | null;
  /** Parameters after `?`, without it. */
  readonly query: string;
}

/** The connection as one variable. Only the password is a reference; everything else is text. */
export function formatService(connection: ServiceConnection, format: ServiceFormat): EnvValue {
  return joinParts(formatters[format](connection));
}

const formatters: Readonly<Record<ServiceFormat, (connection: ServiceConnection) => readonly ValuePart[]>> = {
  'go-dsn': (it) => [...goCredentials(it), `tcp(${authority(it)})/${it.database ?? ''}${query(it)}`],
  url: (it) => [`${it.scheme}://`, ...urlCredentials(it), `${authority(it)}${path(it)}${query(it)}`],
  'jdbc-url': (it) => [`jdbc:${it.scheme}://${authority(it)}${path(it)}${query(it)}`],
  host: (it) => [it.host.replace(/^\[|\]$/g, '')],
  port: (it) => [String(it.port)],
  user: (it) => [it.user ?? ''],
  password: (it) => (it.password ? [{secret: it.password}] : []),
  database: (it) => [it.database ?? defaultDatabase(it)],
};

function authority(it: ServiceConnection): string {
  return `${it.host}:${it.port}`;
}

function defaultDatabase(it: ServiceConnection): string {
  return /^rediss?$/.test(it.scheme) ? '0' : '';
}

function path(it: ServiceConnection): string {
  const database = it.database ?? defaultDatabase(it);
  return database === '' ? '' : `/${encodeURIComponent(database)}`;
}

function query(it: ServiceConnection): string {
  return it.query === '' ? '' : `?${it.query}`;
}

/** A Go DSN takes the password as it is: the driver looks for the last `@` before the last `/`. */
function goCredentials(it: ServiceConnection): readonly ValuePart[] {
  if (it.user === null && it.password === null) return [];
  return it.password ? [`${it.user ?? ''}:`, {secret: it.password}, '@'] : [`${it.user ?? ''}@`];
}

function urlCredentials(it: ServiceConnection): readonly ValuePart[] {
  const user = encodeURIComponent(it.user ?? '');
  if (it.password) return [`${user}:`, {secret: it.password, encode: 'uri'}, '@'];
  return it.user === null ? [] : [`${user}@`];
}

function joinParts(parts: readonly ValuePart[]): EnvValue {
  const joined: ValuePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined.every((part) => typeof part === 'string') ? joined.join('') : joined;
}
