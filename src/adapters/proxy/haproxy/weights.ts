import type {ProxyBackend, ProxyServer} from '../../../core/domain/proxy.js';

const highest = 256;

/** The weight as HAProxy gets it: only two strategies look at it, but 0 takes a server out of all of them. */
export function serverWeight(backend: ProxyBackend, server: ProxyServer): number {
  if (server.weight === 0) return 0;
  if (backend.balance !== 'weighted' && backend.balance !== 'least-connections') return 1;
  return scaleWeight(server.weight, backend.servers.map(({weight}) => weight));
}

function scaleWeight(weight: number, all: readonly number[]): number {
  if (Math.max(...all) <= highest) return weight;
  const divisor = all.reduce(greatestCommonDivisor);
  const largest = Math.max(...all) / divisor;
  return largest <= highest ? weight / divisor : Math.max(1, Math.round((weight / divisor / largest) * highest));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
