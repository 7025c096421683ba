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
  const found = await access.api.get<readonly ContainerSummary[]>('/containers/json', {
    all: '1',
    filters: JSON.stringify({label: labels}),
  });
  return byId(found);
}

/** Containers of a project that bear our label: whatever else has that project name is not ours. */
export async function listProject(access: EngineAccess, project: string): Promise<readonly ContainerSummary[]> {
  return listContainers(access, [containerLabels.installation, `${composeLabels.project}=${project}`]);
}

/** Networks of exactly that name; the engine's own filter also finds names that only contain it. */
export async function listNetworks(access: EngineAccess, name: string): Promise<readonly NetworkSummary[]> {
  const found = await filterNetworks(access, {name: [name]});
  return found.filter((network) => network.Name === name);
}

export async function filterNetworks(
  access: EngineAccess,
  filters: Readonly<Record<string, readonly string[]>>,
): Promise<readonly NetworkSummary[]> {
  return byId(await access.api.get<readonly NetworkSummary[]>('/networks', {filters: JSON.stringify(filters)}));
}

/** The engine lists networks in another order each time. */
function byId<T extends {readonly Id: string}>(found: readonly T[]): readonly T[] {
  return [...found].sort((a, b) => (a.Id < b.Id ? -1 : 1));
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
