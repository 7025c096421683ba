import {quoted} from '../quoted.js';
import {bareHost, readHost} from './hosts.js';
import type {Read} from './read.js';

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

const use = {noun: 'an agent', anyHost: '', underscores: true} as const;
const loopback = '127.0.0.1';
/** Here these are meant: whoever reaches the machine. */
const everyAddress = new Set(['0.0.0.0', '[::]']);

/** `7310` on loopback, `10.0.0.12:7310` or `[::1]:7310`; port 0 is any that is free. */
export function readListen(text: string): Read<HostAndPort> {
  const [, hostText, digits] = /^(?:(\[[^\]]*\]|[^:[\]]+):)?(\d{1,5})$/.exec(text.trim()) ?? [];
  if (digits === undefined) return {problem: `${quoted(text)} is neither a port nor a host and a port`};
  const port = Number(digits);
  if (port > 65_535) return {problem: `the port is ${quoted(digits)}, and a port is a whole number from 0 to 65535`};
  const host = hostText === undefined || everyAddress.has(hostText) ? {ok: hostText ?? loopback} : readHost(hostText, use);
  return 'ok' in host ? {ok: {host: bareHost(host.ok), port}} : host;
}
