import {containerLabels} from '../../../core/domain/container.js';
import type {ContainerRequest} from '../../../core/ports/engine.js';
import {composeLabels, type ContainerSummary, type VolumeList} from './docker-types.js';
import {listProject, removeContainer, type EngineAccess} from './engine-access.js';

/** Every container of ours that has one of these names, leftovers of a killed compose among them. */
async function listNamed(
  access: EngineAccess,
  request: Pick<ContainerRequest, 'project' | 'names'>,
): Promise<readonly ContainerSummary[]> {
  const containers = await listProject(access, request.project);
  return containers.filter((container) => request.names.includes(container.Labels[composeLabels.service] ?? ''));
}

export async function ensureStopped(access: EngineAccess, request: ContainerRequest): Promise<void> {
  const containers = await listNamed(access, request);
  await Promise.all(containers.map((container) => stop(access, container, request.stopGraceMs)));
}

export async function ensureRemoved(access: EngineAccess, request: ContainerRequest): Promise<void> {
  const containers = await listNamed(access, request);
  await Promise.all(containers.map((container) => stopAndRemove(access, container, request.stopGraceMs)));
}

export async function ensureProjectRemoved(access: EngineAccess, project: string, volumes: boolean): Promise<void> {
  const containers = await listProject(access, project);
  await Promise.all(containers.map((container) => stopAndRemove(access, container, null)));
  if (volumes) await removeVolumes(access, project);
}

async function removeVolumes(access: EngineAccess, project: string): Promise<void> {
  const filters = JSON.stringify({label: [containerLabels.installation, `${composeLabels.project}=${project}`]});
  const {Volumes: found} = await access.api.get<VolumeList>('/volumes', {filters});
  for (const volume of found ?? [])
    await access.api.call(`/volumes/${encodeURIComponent(volume.Name)}`, {method: 'DELETE', accept: [404]});
}

async function stopAndRemove(access: EngineAccess, container: ContainerSummary, graceMs: number | null): Promise<void> {
  await stop(access, container, graceMs);
  await removeContainer(access, container.Id);
}

/** Null: the grace that the container was started with. */
async function stop(access: EngineAccess, container: ContainerSummary, graceMs: number | null): Promise<void> {
  const query = graceMs === null ? {} : {t: String(Math.ceil(graceMs / 1000))};
  if (container.State === 'paused')
    await access.api.call(`/containers/${container.Id}/unpause`, {method: 'POST', accept: [404, 409, 500]});
  await access.api.call(`/containers/${container.Id}/stop`, {
    method: 'POST',
    query,
    accept: [304, 404],
    timeoutMs: (graceMs ?? 600_000) + 30_000,
  });
}
