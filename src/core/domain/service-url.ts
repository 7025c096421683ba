import {lookup} from './lookup.js';
/** Address of a service, taken apart. IPv6 hosts keep their brackets. */
export interface ServiceUrl {
  readonly scheme: string;
  readonly user: string | null;
  readonly host: string;
  readonly port: number;
  readonly database: string | null;
  /** What stands after `?`, without it; empty when nothing does. */
  readonly query: string;
  /** A URL in the topology has none: passwords are secrets. */
  readonly hasPassword: boolean;
}

/** Well-known port by kind of service or scheme of URL. */
export const servicePorts: Readonly<Record<string, number>> = {
  mysql: 3306,
  mariadb: 3306,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  rediss: 6379,
  tcp: 61616,
};

/** Null when the text is not a URL with a host and a known port. */
export function parseServiceUrl(text: string): ServiceUrl | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const scheme = url.protocol.slice(0, -1);
  const port = url.port === '' ? lookup(servicePorts, scheme) : Number(url.port);
  if (url.hostname === '' || port === undefined || port === 0) return null;
  return {
    scheme,
    port,
    user: decode(url.username) || null,
    host: url.hostname.toLowerCase(),
    database: decode(url.pathname.slice(1)) || null,
    query: url.search.slice(1),
    hasPassword: url.password !== '',
  };
}

/** The host means the container itself. */
export function isLoopbackHost(host: string): boolean {
  const bare = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  return (
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    /^127(?:\.\d+){1,3}$/.test(bare) ||
    bare === '::1' ||
    bare === '0.0.0.0'
  );
}

/** The same in free text, such as a DSN; returns what was found. */
export function findLoopback(value: string): string | null {
  return /(?:^|[^\w.-])(localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?)(?=$|[^\w.-])/i.exec(value)?.[1] ?? null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
