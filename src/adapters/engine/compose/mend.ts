import type {Failure} from '../../../core/domain/errors.js';
import {containerLabels} from '../../../core/domain/container.js';
import {composeLabels, containerName, type ContainerDetail, type ContainerSummary} from './docker-types.js';
import {isOurs, listProject, removeContainer, type EngineAccess} from './engine-access.js';
import {mendDuplicates} from './networks.js';

/** Name that compose gives the only container of a service. */
export function plainName(project: string, service: string): string {
  return `${project}-${service}-1`;
}

/** Puts right what an earlier compose left behind when it was killed, as far as it concerns these containers. */
export async function mendLeftovers(
  access: EngineAccess,
  project: string,
  names: readonly string[],
): Promise<readonly ContainerSummary[]> {
  const containers = await listProject(access, project);
  const changed = await Promise.all(
    names.map((name) =>
      mendService(
        access,
        plainName(project, name),
        containers.filter((container) => container.Labels[composeLabels.service] === name),
      ),
    ),
  );
  return changed.includes(true) ? listProject(access, project) : containers;
}

async function mendService(access: EngineAccess, plain: string, containers: readonly ContainerSummary[]): Promise<boolean> {
  const dead = containers.filter((container) => container.State === 'dead');
  const living = containers.filter((container) => container.State !== 'dead');
  const paused = living.filter((container) => container.State === 'paused');
  // A killed recreate leaves `<12 hex>_<name>` beside the container that it was to replace, or alone before its renaming.
  const misnamed = living.filter((container) => containerName(container) !== plain);
  for (const container of paused)
    await access.api.call(`/containers/${container.Id}/unpause`, {method: 'POST', accept: [404, 409, 500]});
  const alone = misnamed.length === 1 && living.length === 1 ? misnamed[0] : undefined;
  const renamed =
    alone &&
    (await access.api.call(`/containers/${alone.Id}/rename`, {method: 'POST', query: {name: plain}, accept: [404, 409]})).status <
      300;
  const superfluous = renamed ? dead : [...dead, ...misnamed];
  for (const container of superfluous) await removeContainer(access, container.Id);
  return superfluous.length + paused.length > 0 || Boolean(renamed);
}

export interface Trouble {
  readonly failure: Failure;
  readonly project: string;
  readonly names: readonly string[];
  readonly installation: string | undefined;
}

/** Whether the cause of the failure could be taken away, so that another try makes sense. */
export async function mendFailure(access: EngineAccess, trouble: Trouble): Promise<boolean> {
  switch (trouble.failure.code) {
    case 'NETWORK_AMBIGUOUS':
      await mendDuplicates(access, String(trouble.failure.details['network']));
      return true;
    case 'NETWORK_MISSING':
      return removeStopped(access, trouble);
    case 'NAME_CONFLICT':
      return removeHolder(access, trouble);
    default:
      return false;
  }
}

/** A stopped container holds on to the id of its network, and cannot start when that network was made anew. */
async function removeStopped(access: EngineAccess, trouble: Trouble): Promise<boolean> {
  const containers = await listProject(access, trouble.project);
  const stopped = containers.filter(
    (container) => container.State !== 'running' && trouble.names.includes(container.Labels[composeLabels.service] ?? ''),
  );
  for (const container of stopped) await removeContainer(access, container.Id);
  return stopped.length > 0;
}

async function removeHolder(access: EngineAccess, trouble: Trouble): Promise<boolean> {
  const holder = await access.api.find<ContainerDetail>(`/containers/${String(trouble.failure.details['holder'])}/json`);
  if (holder === null) return true;
  if (!isOurs(holder.Config) || holder.Config.Labels[containerLabels.installation] !== trouble.installation) return false;
  await removeContainer(access, holder.Id);
  return true;
}
