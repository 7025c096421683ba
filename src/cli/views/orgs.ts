import type {OrgDetails, OrgSummary} from '../../core/use-cases/orgs.js';
import type {GroupSummary, WorkspaceSummary} from '../../core/use-cases/partitions.js';
import type {Care} from '../../core/domain/cluster-state.js';
import {factLines, orDash} from './facts.js';
import type {View} from './output.js';
import type {Tone} from './palette.js';
import {tableView} from './table.js';

export const orgsView = tableView<OrgSummary>({
  name: (org) => org.name,
  empty: 'There is no org yet. Create one: muster org create NAME',
  columns: [
    {title: 'NAME', value: (org) => org.name},
    {title: 'NODES', value: (org) => org.nodes},
    {title: 'ENVS', value: (org) => org.envs},
    {title: 'APPS', value: (org) => org.apps},
  ],
});

export const orgView: View<OrgDetails> = {
  names: (org) => [org.name],
  text: ({name, groups, workspaces, nodes, envs, apps}, style) =>
    factLines(
      [
        ['name', name],
        ['groups', groups],
        ['workspaces', workspaces],
        ['nodes', nodes],
        ['envs', envs],
        ['apps', apps],
      ],
      style,
    ),
};

const careTones: Readonly<Record<Care, Tone>> = {bound: 'plain', orphaned: 'bad', unbound: 'warn'};

export const groupsView = tableView<GroupSummary>({
  name: (group) => group.name,
  empty: 'There is no group yet. Create one: muster group create NAME',
  columns: [
    {title: 'NAME', value: (group) => group.name},
    {title: 'CLUSTER', value: (group) => group.cluster},
    {title: 'CARE', value: (group) => group.care, tone: (group) => careTones[group.care]},
    {title: 'NODES', value: (group) => group.nodes},
  ],
});

export const groupView: View<GroupSummary> = {
  names: (group) => [group.name],
  text: ({name, org, cluster, care, nodes}, style) =>
    factLines(
      [
        ['name', name],
        ['org', org],
        ['cluster', orDash(cluster)],
        ['care', care],
        ['nodes', nodes],
      ],
      style,
    ),
};

export const workspacesView = tableView<WorkspaceSummary>({
  name: (workspace) => workspace.name,
  empty: 'There is no workspace yet. Create one: muster workspace create NAME',
  columns: [
    {title: 'NAME', value: (workspace) => workspace.name},
    {title: 'CLUSTER', value: (workspace) => workspace.cluster},
    {title: 'CARE', value: (workspace) => workspace.care, tone: (workspace) => careTones[workspace.care]},
    {title: 'ENVS', value: (workspace) => workspace.envs},
  ],
});

export const workspaceView: View<WorkspaceSummary> = {
  names: (workspace) => [workspace.name],
  text: ({name, org, cluster, care, envs}, style) =>
    factLines(
      [
        ['name', name],
        ['org', org],
        ['cluster', cluster],
        ['care', care],
        ['envs', envs],
      ],
      style,
    ),
};
