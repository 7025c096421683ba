import {withOrg, withoutOrg} from '../domain/changes/with-org.js';
import {expectOrg} from '../domain/expect.js';
import {groupBy, sortedUnique} from '../domain/indexes.js';
import type {Topology} from '../domain/model.js';
import {compareText} from '../domain/names.js';
import {homeOf} from '../domain/standpoint.js';
import type {Ports} from '../ports/index.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import {absent, type RemovalOptions} from './absent.js';

export interface OrgSummary {
  readonly name: string;
  /** Numbers of what it owns. */
  readonly nodes: number;
  readonly envs: number;
  readonly apps: number;
}

export interface OrgDetails {
  readonly name: string;
  readonly groups: readonly string[];
  readonly workspaces: readonly string[];
  readonly nodes: readonly string[];
  readonly envs: readonly string[];
  readonly apps: readonly string[];
}

export async function createOrg(ports: Ports, name: string, options: {readonly dryRun: boolean}): Promise<TopologyOutcome> {
  const identity = await ports.identity();
  const edit = (before: Topology) => withOrg(before, name, homeOf(before, identity));
  return changeTopology(ports, {org: name, envs: [], edit}, options);
}

export async function deleteOrg(ports: Ports, name: string, options: RemovalOptions): Promise<TopologyOutcome> {
  const topology = await (await ports.store()).readTopology();
  if (!topology.orgs.some((org) => org.name === name))
    return absent(topology, {kind: 'org', name, known: topology.orgs}, options);
  return changeTopology(ports, {org: name, envs: [], edit: (before) => withoutOrg(before, name)}, options);
}

export async function listOrgs(ports: Ports): Promise<readonly OrgSummary[]> {
  const topology = await (await ports.store()).readTopology(['orgs', 'nodes', 'envs', 'apps']);
  const [nodes, envs, apps] = [topology.nodes, topology.envs, topology.apps].map((rows) =>
    groupBy<{readonly org: string}>(rows, (row) => row.org),
  );
  return [...topology.orgs]
    .sort((a, b) => compareText(a.name, b.name))
    .map(({name}) => ({
      name,
      nodes: nodes?.get(name)?.length ?? 0,
      envs: envs?.get(name)?.length ?? 0,
      apps: apps?.get(name)?.length ?? 0,
    }));
}

export async function showOrg(ports: Ports, name: string): Promise<OrgDetails> {
  const topology = await (await ports.store()).readTopology(['orgs', 'groups', 'workspaces', 'nodes', 'envs', 'apps']);
  expectOrg(topology, name);
  const own = (rows: readonly {readonly org: string; readonly name: string}[]) =>
    sortedUnique(rows.filter((row) => row.org === name).map((row) => row.name));
  return {
    name,
    groups: own(topology.groups),
    workspaces: own(topology.workspaces),
    nodes: own(topology.nodes),
    envs: own(topology.envs),
    apps: own(topology.apps),
  };
}
