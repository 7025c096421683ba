import type {ClusterSummary} from '../../core/use-cases/bindings.js';
import {factLines, orDash} from './facts.js';
import type {View} from './output.js';
import {tableView} from './table.js';

export const clustersView = tableView<ClusterSummary>({
  name: (cluster) => cluster.id,
  empty: 'There is no cluster yet; muster init makes the first.',
  columns: [
    {title: 'ID', value: (cluster) => cluster.id},
    {title: 'NAME', value: (cluster) => cluster.name},
    {title: 'GROUPS', value: (cluster) => orDash(cluster.groups.join(','))},
    {title: 'WORKSPACES', value: (cluster) => orDash(cluster.workspaces.join(','))},
    {title: 'INSTALLATION', value: (cluster) => cluster.installation, wide: true},
  ],
});

export const clusterView: View<ClusterSummary> = {
  names: (cluster) => [cluster.id],
  text: ({id, name, installation, groups, workspaces}, style) =>
    factLines(
      [
        ['id', id],
        ['name', name],
        ['installation', installation],
        ['groups', groups],
        ['workspaces', workspaces],
      ],
      style,
    ),
};
