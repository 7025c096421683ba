import {isIP, isIPv6} from 'node:net';
import {domainToASCII} from 'node:url';
import {quoted} from '../quoted.js';
import type {Read} from './read.js';

/** What the host is for, as far as messages and names differ by it. */
export interface HostUse {
  readonly noun: string;
  /** What to write for every address of a machine; empty where nothing does. */
  readonly anyHost: string;
  /** Machines have names with `_`, sites have none. */
  readonly underscores: boolean;
}

const plainLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const machineLabel = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** A host name or an IP address in its one spelling: lower case, IDN as ASCII, IPv6 compressed and in brackets. */
export function readHost(text: string, use: HostUse): Read {
  if (text.includes('*')) return {problem: `a wildcard host is not an address${use.anyHost}`};
  if (text.startsWith('[')) return readIPv6(text, use);
  const problem = `${quoted(text)} is neither a host name nor an IP address`;
  // WHATWG ends a host at a backslash and skips line breaks: nobody sees that in what they typed.
  if (/[\s\\]/.test(text)) return {problem};
  const host = domainToASCII(text.replace(/\.$/, '')).toLowerCase();
  // WHATWG reads `1.2` and `0x7f.1` as IPv4; nobody who types a host means that.
  if (/(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/i.test(text) && isIP(text) !== 4) return {problem};
  if (host === '0.0.0.0') return {problem: `0.0.0.0 is every address of a machine${use.anyHost}`};
  const label = use.underscores ? machineLabel : plainLabel;
  return host.length <= 253 && host.split('.').every((part) => label.test(part)) ? {ok: host} : {problem};
}

/** The host without the brackets of IPv6. */
export function bareHost(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** Host and port as one text: an IPv6 address stands in brackets. */
export function joinHostPort(host: string, port: number): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`;
}

function readIPv6(text: string, use: HostUse): Read {
  const [inner = '', zone] = text.slice(1, -1).split('%', 2);
  if (!text.endsWith(']') || !isIPv6(inner)) return {problem: `${quoted(text)} is not an IPv6 address`};
  if (zone !== undefined)
    return {problem: `the zone ${quoted(`%${zone}`)} means something on one machine alone, and ${use.noun} has none`};
  const host = new URL(`http://[${inner}]/`).hostname;
  const mapped = mappedIPv4(host);
  if (mapped !== null) return readHost(mapped, use);
  return host === '[::]' ? {problem: `[::] is every address of a machine${use.anyHost}`} : {ok: host};
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
