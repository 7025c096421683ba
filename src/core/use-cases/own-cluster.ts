import type {Cluster} from '../domain/model.js';
import {ownCluster} from '../domain/standpoint.js';
import type {Store} from '../ports/store.js';
import {noClusterFailure} from './agent-failures.js';

export async function findOwnCluster(store: Store, installation: string): Promise<Cluster | null> {
  return ownCluster(await store.readTopology(['clusters']), installation);
}

export async function expectOwnCluster(store: Store, installation: string): Promise<Cluster> {
  const cluster = await findOwnCluster(store, installation);
  if (!cluster) throw noClusterFailure(installation);
  return cluster;
}
