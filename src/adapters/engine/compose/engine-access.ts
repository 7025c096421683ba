import {containerLabels} from '../../../core/domain/container.js';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {Clock} from '../../../core/ports/clock.js';
import type {Link} from '../../../core/ports/links.js';
import type {DockerApi} from './docker-api.js';
import {composeLabels, type ContainerSummary, type NetworkSummary} from './docker-types.js';

/** All that is needed to work on the engine of one node. */
export interface EngineAccess {
  readonly node: string;
  readonly link: Link;
  readonly api: DockerApi;
  readonly clock: Clock;
}

export async function listContainers(access: EngineAccess, labels: readonly string[]): Promise<readonly ContainerSummary[]> {
  return access.api.get('/containers/json', {all: '1', filters: JSON.stringify({label: labels})});
}

/** Containers of a project that bear our label: whatever else has that project name is not ours. */
export async function listProject(access: EngineAccess, project: string): Promise<readonly ContainerSummary[]> {
  return listContainers(access, [containerLabels.installation, `${composeLabels.project}=${project}`]);
}

/** Networks of exactly that name; the engine's own filter also finds names that only contain it. */
export async function listNetworks(access: EngineAccess, name: string): Promise<readonly NetworkSummary[]> {
  const found = await access.api.get<readonly NetworkSummary[]>('/networks', {filters: JSON.stringify({name: [name]})});
  return found.filter((network) => network.Name === name);
}

export function isOurs(thing: {readonly Labels: Readonly<Record<string, string>> | null}): boolean {
  return thing.Labels?.[containerLabels.installation] !== undefined;
}

export async function removeContainer(access: EngineAccess, id: string): Promise<void> {
  // 409: somebody else is removing it already.
  await access.api.call(`/containers/${id}`, {
    method: 'DELETE',
    query: {force: '1', v: '1'},
    accept: [404, 409],
    timeoutMs: 60_000,
  });
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  if (signal.reason instanceof Failure) throw signal.reason;
  throw new Failure({
    code: 'INTERRUPTED',
    exit: exitCodes.sigint,
    message: 'Interrupted while containers were being started.',
    hint: 'muster operation resume',
    cause: signal.reason,
  });
}
