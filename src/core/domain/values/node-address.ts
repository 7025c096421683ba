import {isIPv6} from 'node:net';
import {quoted} from '../quoted.js';
import {bareHost, readHost} from './hosts.js';
import type {Read} from './read.js';

const use = {noun: 'the address of a node', anyHost: '', underscores: true} as const;
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
/** IPv4 in its one spelling; told by a pattern, because files name thousands. */
const usual = new RegExp(String.raw`^(?!0\.0\.0\.0$)(?:${octet}\.){3}${octet}$`);

/** A host name or an IP address; IPv6 compressed and without brackets. */
export function readNodeAddress(text: string): Read {
  if (usual.test(text)) return {ok: text};
  const trimmed = text.trim();
  if (trimmed === '') return {problem: 'it is empty'};
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return {problem: `${quoted(trimmed)} is a URL, and a host alone is meant`};
  if (trimmed.includes('/')) return {problem: `${quoted(trimmed)} has a path or a prefix length, and a host alone is meant`};
  if (/^[^:[\]]*:\d*$|\]:/.test(trimmed))
    return {problem: `${quoted(trimmed)} names a port, and the ports of a node are its instances' own`};
  const isBareIPv6 = isIPv6(trimmed.split('%', 1)[0]!);
  const read = readHost(isBareIPv6 ? `[${trimmed}]` : trimmed, use);
  return 'ok' in read ? {ok: bareHost(read.ok)} : read;
}
