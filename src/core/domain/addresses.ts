import {isIPv6} from 'node:net';
import {quoted} from './quoted.js';
import {readHost} from './values/hosts.js';
import {readPort} from './values/ports.js';
import type {Read} from './values/read.js';
import {lookup} from './lookup.js';

export type NormalizedAddress = Read;

const use = {noun: 'an entry', anyHost: '; `:port` takes any host', underscores: false} as const;

const defaultPorts: Readonly<Record<string, number>> = {http: 80, https: 443};

/** A host name of letters, digits and dashes that has its one spelling already; its last part is no number, and none is IDN. */
const usual = /^(?!.*xn--)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[1-9]\d{0,3})?$/;
const longestUsual = 200;

/** `host:port`, or `:port` for any host: scheme and a bare `/` dropped, host in its one spelling. */
export function normalizeAddress(text: string): NormalizedAddress {
  if (text.length < longestUsual && usual.test(text)) return {ok: text.includes(':') ? text : `${text}:80`};
  return normalizeCarefully(text);
}

/** Whatever the text is; what is usual is told quicker by a pattern. */
export function normalizeCarefully(text: string): NormalizedAddress {
  const {origin, tail} = apartAtPath(text);
  const place = placeOf(origin);
  const surplus = 'problem' in place ? null : surplusOf(tail);
  return surplus === null ? place : {problem: surplus};
}

/** The address in its one spelling and the path behind it, where a path is all that is too much; null where it is not so. */
export function addressWithPath(text: string): {readonly address: string; readonly path: string} | null {
  const {origin, tail} = apartAtPath(text);
  const place = placeOf(origin);
  const [path = ''] = tail.split(/[?#]/, 1);
  return 'ok' in place && path !== '' ? {address: place.ok, path} : null;
}

/** Before and from the first sign that ends a host. */
function apartAtPath(text: string): {readonly origin: string; readonly tail: string} {
  const [, origin = '', tail = ''] = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*)(.*)$/is.exec(text.trim()) ?? [];
  return {origin, tail};
}

/** What stands behind host and port is said on its own, or not at all. */
function surplusOf(tail: string): string | null {
  const [path = ''] = tail.split(/[?#]/, 1);
  const rest = tail.slice(path.length);
  if (rest !== '') return `${quoted(rest)} is a ${rest.startsWith('?') ? 'query' : 'fragment'}, and an entry has none`;
  return path === '' || path === '/' ? null : `${quoted(path)} is a path, and the path of an entry is said on its own`;
}

function placeOf(origin: string): NormalizedAddress {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(origin)?.[1]?.toLowerCase() ?? null;
  const defaultPort = scheme === null ? 80 : lookup(defaultPorts, scheme);
  if (defaultPort === undefined) return {problem: `the scheme is ${scheme}, and an entry is http or https`};
  const authority = origin.slice(scheme === null ? 0 : scheme.length + 3);
  if (authority === '') return {problem: 'it names neither a host nor a port'};
  if (authority.includes('@')) return {problem: 'an entry carries no user name'};

  if (/^\[[^\]]*$|^\[.*\][^:]/s.test(authority)) return {problem: `${quoted(authority)} is not an IPv6 address`};
  const {host: hostText, port: portText} = splitAuthority(authority);
  const port: Read<number> = portText === null ? {ok: defaultPort} : readPort(portText);
  if ('problem' in port) return port;
  if (hostText === '') return {ok: `:${port.ok}`};
  const host = readHost(hostText, use);
  return 'problem' in host ? host : {ok: `${host.ok}:${port.ok}`};
}

export function splitAddress(address: string): {readonly host: string | null; readonly port: number} {
  const at = address.lastIndexOf(':');
  return {host: address.slice(0, at) || null, port: Number(address.slice(at + 1))};
}

function splitAuthority(authority: string): {host: string; port: string | null} {
  // The first look for an IPv6 address makes Node compile a pattern for several milliseconds.
  if (/:.*:/.test(authority) && isIPv6(authority.split('%', 1)[0]!)) return {host: `[${authority}]`, port: null};
  const match = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(authority);
  return match ? {host: match[1]!, port: match[2] ?? null} : {host: authority, port: null};
}
