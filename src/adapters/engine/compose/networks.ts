import {containerLabels} from '../../../core/domain/container.js';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import type {NetworkSummary} from './docker-types.js';
import {isOurs, listNetworks, type EngineAccess} from './engine-access.js';

export interface WantedNetwork {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export async function ensureNetwork(access: EngineAccess, wanted: WantedNetwork): Promise<void> {
  const present = await listNetworks(access, wanted.name);
  const foreign = present.find(
    (network) => network.Labels?.[containerLabels.installation] !== wanted.labels[containerLabels.installation],
  );
  if (foreign) throw foreignNetwork(access, foreign);
  if (present.length > 1) await mendDuplicates(access, wanted.name);
  if (present.length > 0) return;
  await access.api.call('/networks/create', {
    method: 'POST',
    accept: [409],
    timeoutMs: 30_000,
    body: {Name: wanted.name, Driver: 'bridge', CheckDuplicate: true, Labels: wanted.labels},
  });
}

/** Networks of one name make every start fail. Those without containers are removed by id, the oldest is kept. */
export async function mendDuplicates(access: EngineAccess, name: string): Promise<void> {
  const listed = (await listNetworks(access, name)).filter(isOurs);
  const networks = await Promise.all(listed.map((network) => access.api.find<NetworkSummary>(`/networks/${network.Id}`)));
  const byUse = networks
    .filter((network) => network !== null)
    .sort((a, b) => usesOf(b) - usesOf(a) || Date.parse(a.Created) - Date.parse(b.Created));
  for (const network of byUse.slice(1)) {
    if (usesOf(network) > 0) throw ambiguousNetwork(access, name, byUse);
    await removeNetwork(access, network.Id);
  }
}

export async function ensureNetworkRemoved(access: EngineAccess, name: string): Promise<void> {
  const present = await listNetworks(access, name);
  for (const network of present.filter(isOurs)) await removeNetwork(access, network.Id);
}

async function removeNetwork(access: EngineAccess, id: string): Promise<void> {
  await access.api.call(`/networks/${id}`, {method: 'DELETE', accept: [404], timeoutMs: 30_000});
}

function usesOf(network: NetworkSummary): number {
  return Object.keys(network.Containers ?? {}).length;
}

function foreignNetwork(access: EngineAccess, network: NetworkSummary): Failure {
  return new Failure({
    code: 'NAME_CONFLICT',
    exit: exitCodes.stepFailed,
    subject: `node ${access.node}`,
    message: `Node ${access.node} has a network ${network.Name} that this installation did not make.`,
    hint: `docker network inspect ${network.Id.slice(0, 12)}`,
    details: {node: access.node, name: network.Name, holder: network.Id},
  });
}

function ambiguousNetwork(access: EngineAccess, name: string, networks: readonly NetworkSummary[]): Failure {
  const ids = networks.map((network) => network.Id);
  return new Failure({
    code: 'NETWORK_AMBIGUOUS',
    exit: exitCodes.stepFailed,
    subject: `node ${access.node}`,
    message: `Node ${access.node} has ${ids.length} networks named ${name}, and containers run in more than one.`,
    hint: 'muster doctor',
    details: {node: access.node, network: name, ids},
  });
}
