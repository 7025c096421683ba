import {isIP, isIPv6} from 'node:net';
import {domainToASCII} from 'node:url';
import {quoted} from './quoted.js';

export type NormalizedAddress = {readonly ok: string} | {readonly problem: string};
type Part = {readonly host: string} | {readonly problem: string};

const defaultPorts: Readonly<Record<string, number>> = {http: 80, https: 443};

/** A host name of letters, digits and dashes that has its one spelling already; its last part is no number, and none is IDN. */
const usual = /^(?!.*xn--)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[1-9]\d{0,3})?$/;
const longestUsual = 200;

/** `host:port`, or `:port` for any host: scheme and path dropped, host in its one spelling. */
export function normalizeAddress(text: string): NormalizedAddress {
  if (text.length < longestUsual && usual.test(text)) return {ok: text.includes(':') ? text : `${text}:80`};
  return normalizeCarefully(text);
}

/** Whatever the text is; what is usual is told quicker by a pattern. */
export function normalizeCarefully(text: string): NormalizedAddress {
  const trimmed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase() ?? null;
  const defaultPort = scheme === null ? 80 : defaultPorts[scheme];
  if (defaultPort === undefined) return {problem: `the scheme is ${scheme}, and an entry is http or https`};
  const authority = trimmed.slice(scheme === null ? 0 : scheme.length + 3).split(/[/?#]/, 1)[0]!;
  if (authority === '') return {problem: 'it names neither a host nor a port'};
  if (authority.includes('@')) return {problem: 'an entry carries no user name'};

  if (/^\[[^\]]*$|^\[.*\][^:]/s.test(authority)) return {problem: `${quoted(authority)} is not an IPv6 address`};
  const {host: hostText, port: portText} = splitAuthority(authority);
  const port = portText === null ? defaultPort : readPort(portText);
  if (port === null) return {problem: `the port is ${quoted(portText ?? '')}, and a port is a whole number from 1 to 65535`};
  if (hostText === '') return {ok: `:${port}`};
  const part = normalizeHost(hostText);
  return 'problem' in part ? part : {ok: `${part.host}:${port}`};
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

function readPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

function normalizeHost(text: string): Part {
  if (text.includes('*')) return {problem: 'a wildcard host is not an address; `:port` takes any host'};
  if (text.startsWith('[')) return normalizeIPv6(text);
  const problem = `${quoted(text)} is neither a host name nor an IP address`;
  // WHATWG ends a host at a backslash and skips line breaks: nobody sees that in what they typed.
  if (/[\s\\]/.test(text)) return {problem};
  const host = domainToASCII(text.replace(/\.$/, '')).toLowerCase();
  // WHATWG reads `1.2` and `0x7f.1` as IPv4; nobody who types an entry means that.
  if (/(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/i.test(text) && isIP(text) !== 4) return {problem};
  if (host === '0.0.0.0') return {problem: '0.0.0.0 is every address of a machine; `:port` takes any host'};
  const legal = host.length <= 253 && host.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return legal ? {host} : {problem};
}

function normalizeIPv6(text: string): Part {
  const [inner = '', zone] = text.slice(1, -1).split('%', 2);
  if (!isIPv6(inner)) return {problem: `${quoted(text)} is not an IPv6 address`};
  if (zone !== undefined)
    return {problem: `the zone ${quoted(`%${zone}`)} means something on one machine alone, and an entry has none`};
  const host = new URL(`http://[${inner}]/`).hostname;
  const mapped = mappedIPv4(host);
  if (mapped !== null) return normalizeHost(mapped);
  return host === '[::]' ? {problem: '[::] is every address of a machine; `:port` takes any host'} : {host};
}

/** `[::ffff:a00:1]` is 10.0.0.1 in another spelling. */
function mappedIPv4(host: string): string | null {
  const [, high, low] = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/.exec(host) ?? [];
  if (high === undefined || low === undefined) return null;
  return [high, low]
    .map((half) => Number.parseInt(half, 16))
    .flatMap((half) => [half >> 8, half & 255])
    .join('.');
}
