import {digestOf} from '../../../core/domain/digest.js';
import type {ProxyBackend, ProxyHealth, ProxyModel} from '../../../core/domain/proxy.js';
import {scaledWeight} from './weights.js';

export interface ConfiguredServer {
  readonly backend: string;
  readonly server: string;
  readonly address: string;
  readonly port: number;
  readonly weight: number;
  /** Backend in which the server is checked, where it is not its own. */
  readonly checkedIn?: string;
}

/** Backends whose names hold this have checks alone. */
export const checkMark = ':';

export function checkBackend({name}: Pick<ProxyBackend, 'name'>, health: ProxyHealth): string {
  return `${name}${checkMark}${digestOf(health, 8)}`;
}

/** The backend that a backend of checks speaks for; null for one that takes requests. */
export function checkedFor(backend: string): string | null {
  const at = backend.indexOf(checkMark);
  return at < 0 ? null : backend.slice(0, at);
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
      ...(server.health === null ? {} : {checkedIn: checkBackend(backend, server.health)}),
    })),
  );
}
