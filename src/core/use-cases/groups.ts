import {withGroup, withoutGroup} from '../domain/changes/with-org.js';
import {expectGroup, expectOrg} from '../domain/expect.js';
import {groupBy, sortedUnique} from '../domain/indexes.js';
import type {Group} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import type {Ports} from '../ports/index.js';
import {absent} from './absent.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';

export interface GroupSummary extends Group {
  readonly nodes: readonly string[];
}

interface Target {
  readonly org: string;
  readonly name: string;
}

export function createGroup(ports: Ports, {org, name}: Target, options: {readonly dryRun: boolean}): Promise<TopologyOutcome> {
  return changeTopology(
    ports,
    {
      org,
      envs: [],
      edit: (before) => {
        expectOrg(before, org);
        return withGroup(before, org, name);
      },
    },
    options,
  );
}

/** One that is not there is gone already. */
export async function deleteGroup(
  ports: Ports,
  {org, name}: Target,
  options: {readonly dryRun: boolean},
): Promise<TopologyOutcome> {
  const topology = await (await ports.store()).readTopology();
  expectOrg(topology, org);
  if (!topology.groups.some((row) => row.org === org && row.name === name))
    return absent(topology, {kind: 'group', org, name, known: topology.groups}, options);
  return changeTopology(ports, {org, envs: [], edit: (before) => withoutGroup(before, org, name)}, options);
}

export async function listGroups(ports: Ports, {org}: {readonly org: string}): Promise<readonly GroupSummary[]> {
  const topology = await (await ports.store()).readTopology(['orgs', 'groups', 'nodes']);
  expectOrg(topology, org);
  const members = groupBy(
    topology.nodes.filter((row) => row.org === org),
    (row) => row.group,
  );
  return topology.groups
    .filter((row) => row.org === org)
    .sort((a, b) => compareText(a.name, b.name))
    .map((row) => ({...row, nodes: sortedUnique((members.get(row.name) ?? []).map(({name}) => name))}));
}

export async function showGroup(ports: Ports, {org, name}: Target): Promise<GroupSummary> {
  const topology = await (await ports.store()).readTopology(['orgs', 'groups', 'nodes']);
  const row = expectGroup(topology, org, name);
  const members = topology.nodes.filter((it) => it.org === org && it.group === name);
  return {...row, nodes: sortedUnique(members.map((it) => it.name))};
}
