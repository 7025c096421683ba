import type {ProxyModel} from '../../../core/domain/proxy.js';
import {scaledWeight} from './weights.js';

export interface ConfiguredServer {
  readonly backend: string;
  readonly server: string;
  readonly address: string;
  readonly port: number;
  readonly weight: number;
}

/** Every server of the model with the weight that HAProxy gets. */
export function configuredServers(model: ProxyModel): readonly ConfiguredServer[] {
  return model.backends.flatMap((backend) =>
    backend.servers.map((server) => ({
      backend: backend.name,
      server: server.name,
      address: server.address,
      port: server.port,
      weight: scaledWeight(backend, server),
    })),
  );
}
