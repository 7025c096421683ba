import type {ServiceFormat} from './model.js';
import {servicePorts} from './service-url.js';
import {readsLikeSample} from './secrets/secret-weakness.js';
import {lookup} from './lookup.js';

/** A connection taken apart. The password itself is not kept: it becomes a secret. */
export interface ConnectionParts {
  /** `mysql`, `redis`, …; null when the text does not say. */
  readonly scheme: string | null;
  readonly user: string | null;
  readonly hasPassword: boolean;
  /** The password reads like the sample of a document. */
  readonly weakPassword: boolean;
  readonly host: string;
  readonly port: number | null;
  readonly database: string | null;
  /** After `?`, without it. */
  readonly query: string;
}

/** Of which nothing is said. */
export const noConnection: ConnectionParts = {
  scheme: null,
  user: null,
  hasPassword: false,
  weakPassword: false,
  host: '',
  port: null,
  database: null,
  query: '',
};

export type WholeFormat = Extract<ServiceFormat, 'go-dsn' | 'url' | 'jdbc-url'>;

/** The form that a connection is written in; null when the text is none. */
export function formatOf(text: string): WholeFormat | null {
  if (/^jdbc:[a-z0-9]+:\/\//i.test(text)) return 'jdbc-url';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'url';
  return parseGoDsn(text) === null ? null : 'go-dsn';
}

/** Null when the text is not one connection to one host, at a port that there can be. */
export function parseConnection(text: string): ConnectionParts | null {
  const format = formatOf(text);
  if (format === null) return null;
  const parts = format === 'go-dsn' ? parseGoDsn(text) : parseUrl(text.replace(/^jdbc:/i, ''));
  const port = parts?.port ?? 1;
  return port >= 1 && port <= 65_535 ? parts : null;
}

// The driver looks for the last `@` before the network, and takes the password as it is.
const goDsn = /^(?:([^:@/()]*)(?::([^\0]*))?@)?(tcp|unix)?(?:\(([^()]*)\))?\/([^/?]*)(?:\?([^\0]*))?$/;

function parseGoDsn(text: string): ConnectionParts | null {
  const match = goDsn.exec(text);
  if (!match) return null;
  const [, user, password, network, address, database, query] = match;
  if (network === undefined && user === undefined) return null;
  const host = network === 'unix' || !address ? 'localhost' : address.replace(/:\d+$/, '');
  const port = /:(\d+)$/.exec(address ?? '')?.[1];
  return {
    scheme: 'mysql',
    user: user || null,
    hasPassword: (password ?? '') !== '',
    weakPassword: readsLikeSample(password ?? ''),
    host: host.toLowerCase(),
    port: port === undefined ? null : Number(port),
    database: database || null,
    query: query ?? '',
  };
}

function parseUrl(text: string): ConnectionParts | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.hostname === '' || url.hostname.includes(',')) return null;
  return {
    scheme: url.protocol.slice(0, -1),
    user: decoded(url.username) || null,
    hasPassword: url.password !== '',
    weakPassword: readsLikeSample(decoded(url.password)),
    host: url.hostname.toLowerCase(),
    port: url.port === '' ? null : Number(url.port),
    database: decoded(url.pathname.slice(1)) || null,
    query: url.search.slice(1),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The kind of service that a scheme is for; null when none is known. */
export function kindOfScheme(scheme: string): string | null {
  return (
    {mysql: 'mysql', mariadb: 'mysql', redis: 'redis', rediss: 'redis', postgres: 'postgres', postgresql: 'postgres'}[scheme] ??
    null
  );
}

/** The connection as the URL of a service, without password. */
export function serviceUrl({scheme, user, host, port, database, query}: ConnectionParts, kind: string): string {
  const name = scheme === 'rediss' || scheme === 'tcp' ? scheme : kind;
  const authority = `${host}:${port ?? lookup(servicePorts, name) ?? lookup(servicePorts, kind) ?? 0}`;
  return `${name}://${user === null ? '' : `${encodeURIComponent(user)}@`}${authority}${database === null ? '' : `/${encodeURIComponent(database)}`}${query === '' ? '' : `?${query}`}`;
}

/** A password may hide in the query too. */
export function secretInQuery(query: string): boolean {
  return /(?:^|&)[^=&]*(?:password|passwd|secret|token)[^=&]*=/i.test(query);
}
