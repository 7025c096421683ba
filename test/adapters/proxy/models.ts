import type {ProxyBackend, ProxyModel, ProxyRoute, ProxyServer} from '../../../src/core/domain/proxy.js';

export function backend(changes: Partial<ProxyBackend> = {}): ProxyBackend {
  return {
    name: 'acme.prod.shop.http',
    balance: 'weighted',
    servers: servers([3, 5, 5, 5]),
    retryReads: false,
    health: {
      scheme: 'http',
      host: 'localhost',
      path: '/health',
      status: '200-299',
      contains: null,
      intervalMs: 200,
      timeoutMs: 1000,
      fall: 2,
      rise: 1,
    },
    timeouts: {readMs: 60_000, websocketMs: 3_600_000, drainMs: 30_000},
    ...changes,
  };
}

export function servers(weights: readonly number[], firstPort = 21_400): readonly ProxyServer[] {
  return weights.map((weight, index) => ({
    name: index === 0 ? 'shop-master-1' : `shop-slave-${index}`,
    address: '127.0.0.1',
    port: firstPort + index,
    checkPort: firstPort + index,
    health: null,
    weight,
  }));
}

export function model(port: number, backends: readonly ProxyBackend[] = [backend()], routes?: readonly ProxyRoute[]): ProxyModel {
  return {
    node: 'web-1',
    backends,
    listeners: [{port, routes: routes ?? backends.map(({name}) => ({host: null, path: '/', backend: name}))}],
  };
}
