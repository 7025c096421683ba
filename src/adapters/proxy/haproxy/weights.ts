import type {ProxyBackend, ProxyServer} from '../../../core/domain/proxy.js';

const highest = 256;

/** The weight that counts: only two strategies look at it, but 0 takes a server out of all of them. */
export function effectiveWeight(backend: ProxyBackend, server: ProxyServer): number {
  if (server.weight === 0) return 0;
  return backend.balance === 'weighted' || backend.balance === 'least-connections' ? server.weight : 1;
}

/** In the same proportion as high as HAProxy allows: with small weights its turns are uneven by 2 %, with large ones by 0.3 %. */
export function scaledWeight(backend: ProxyBackend, server: ProxyServer): number {
  const weight = effectiveWeight(backend, server);
  if (weight === 0) return 0;
  const all = backend.servers.map((candidate) => effectiveWeight(backend, candidate));
  const divisor = all.reduce(greatestCommonDivisor);
  const largest = Math.max(...all) / divisor;
  const factor = largest <= highest ? Math.floor(highest / largest) : highest / largest;
  return Math.max(1, Math.round((weight / divisor) * factor));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
