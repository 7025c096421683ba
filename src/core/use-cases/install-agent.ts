import type {Ports} from '../ports/index.js';
import type {InstalledUnit, ServiceManager, ServiceUnit} from '../ports/service-manager.js';
import {expectOwnCluster} from './own-cluster.js';

export interface InstallOutcome extends InstalledUnit {
  readonly dryRun: boolean;
}

/** Has the machine keep an agent of this installation running; the installation must be a cluster by then. */
export async function installAgent(
  ports: Ports,
  {unit, manager}: {readonly unit: Omit<ServiceUnit, 'installation'>; readonly manager: ServiceManager},
  {dryRun}: {readonly dryRun: boolean},
): Promise<InstallOutcome> {
  const [store, {installation}] = await Promise.all([ports.store(), ports.identity()]);
  await expectOwnCluster(store, installation);
  return {...(await manager.ensureInstalled({...unit, installation}, {dryRun})), dryRun};
}
