import {withWorkspace, withoutWorkspace} from '../domain/changes/with-org.js';
import {expectWorkspace, expectOrg} from '../domain/expect.js';
import {groupBy, sortedUnique} from '../domain/indexes.js';
import type {Workspace} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import type {Ports} from '../ports/index.js';
import {absent} from './absent.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';

export interface WorkspaceSummary extends Workspace {
  readonly envs: readonly string[];
}

interface Target {
  readonly org: string;
  readonly name: string;
}

export function createWorkspace(
  ports: Ports,
  {org, name}: Target,
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  return changeTopology(
    ports,
    {
      org,
      envs: [],
      edit: (before) => {
        expectOrg(before, org);
        return withWorkspace(before, org, name);
      },
    },
    options,
  );
}

/** One that is not there is gone already. */
export async function deleteWorkspace(
  ports: Ports,
  {org, name}: Target,
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const topology = await (await ports.store()).readTopology();
  expectOrg(topology, org);
  if (!topology.workspaces.some((row) => row.org === org && row.name === name))
    return absent(topology, {kind: 'workspace', org, name, known: topology.workspaces}, options);
  return changeTopology(ports, {org, envs: [], edit: (before) => withoutWorkspace(before, org, name)}, options);
}

export async function listWorkspaces(ports: Ports, {org}: {readonly org: string}): Promise<readonly WorkspaceSummary[]> {
  const topology = await (await ports.store()).readTopology(['orgs', 'workspaces', 'envs']);
  expectOrg(topology, org);
  const members = groupBy(
    topology.envs.filter((row) => row.org === org),
    (row) => row.workspace,
  );
  return topology.workspaces
    .filter((row) => row.org === org)
    .sort((a, b) => compareText(a.name, b.name))
    .map((row) => ({...row, envs: sortedUnique((members.get(row.name) ?? []).map(({name}) => name))}));
}

export async function showWorkspace(ports: Ports, {org, name}: Target): Promise<WorkspaceSummary> {
  const topology = await (await ports.store()).readTopology(['orgs', 'workspaces', 'envs']);
  const row = expectWorkspace(topology, org, name);
  const members = topology.envs.filter((it) => it.org === org && it.workspace === name);
  return {...row, envs: sortedUnique(members.map((it) => it.name))};
}
