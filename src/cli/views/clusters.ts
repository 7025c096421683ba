import type {AddressHealth, Liveness} from '../../core/domain/cluster-state.js';
import type {ClusterDetails, ClusterOverview, ClusterSummary, Tended} from '../../core/use-cases/clusters.js';
import {factLines, orDash} from './facts.js';
import type {View} from './output.js';
import type {Tone} from './palette.js';
import type {Style} from './style.js';
import type {Column} from './cells.js';
import {showTable, tableView} from './table.js';

const livenessTones: Readonly<Record<Liveness, Tone>> = {online: 'good', offline: 'bad', never: 'faint'};
const healthTones: Readonly<Record<AddressHealth, Tone>> = {reached: 'good', silent: 'bad', other: 'bad', unknown: 'faint'};

const columns: readonly Column<ClusterSummary>[] = [
  {title: 'ID', value: (cluster) => cluster.id},
  {title: 'NAME', value: (cluster) => cluster.name},
  {title: 'HERE', value: (cluster) => (cluster.own ? 'yes' : null)},
  {title: 'LIVENESS', value: (cluster) => cluster.liveness, tone: (cluster) => livenessTones[cluster.liveness]},
  {title: 'BEAT', value: (cluster) => cluster.lastBeat, wide: true},
  {title: 'HEARTBEAT', value: (cluster) => `${cluster.heartbeatSeconds}s`, wide: true},
  {title: 'ADDRESS', value: (cluster) => cluster.address},
  {title: 'HEALTH', value: (cluster) => cluster.addressHealth, tone: (cluster) => healthTones[cluster.addressHealth]},
  {title: 'GROUPS', value: (cluster) => cluster.groups},
  {title: 'WORKSPACES', value: (cluster) => cluster.workspaces},
  {title: 'INSTALLATION', value: (cluster) => cluster.installation, wide: true},
];

export const clustersView = tableView<ClusterSummary>({
  name: (cluster) => cluster.id,
  empty: 'There is no cluster yet; muster init makes the first.',
  columns,
});

export const clusterView: View<ClusterDetails> = {
  names: (cluster) => [cluster.id],
  text: (cluster, style) =>
    factLines(
      [
        ['id', cluster.id],
        ['name', cluster.name],
        ['installation', `${cluster.installation}${cluster.own ? ' (this one)' : ''}`],
        ['liveness', style.paint(livenessTones[cluster.liveness], cluster.liveness)],
        ['last beat', orDash(cluster.lastBeat)],
        ['heartbeat', `${cluster.heartbeatSeconds} s`],
        ['agent', cluster.agent ? `${cluster.agent.host}, process ${cluster.agent.pid}, since ${cluster.agent.since}` : '-'],
        ...(cluster.rival ? [['rival', `an agent on ${cluster.rival.host} wants to beat for it too`] as const] : []),
        ['address', orDash(cluster.address)],
        ['address health', style.paint(healthTones[cluster.addressHealth], cluster.addressHealth)],
        ['groups', cluster.groups],
        ['workspaces', cluster.workspaces],
      ],
      style,
    ),
};

/** Who looks after what; what nobody looks after stands under headings of its own. */
export const clusterOverviewView: View<ClusterOverview> = {
  names: (overview) => overview.clusters.map((cluster) => cluster.id),
  text: async ({clusters, acting, unbound, orphaned}, style, wide = false) =>
    [
      await showTable(
        columns.filter((column) => wide || !column.wide),
        clusters,
        style,
      ),
      acting === null ? 'This installation has joined no cluster: muster cluster join --id ID' : `Commands act for ${acting}.`,
      ...heading('Groups that no cluster looks after', unbound.groups, {kind: 'node', style}),
      ...heading('Groups whose cluster is offline', orphaned.groups, {kind: 'node', style}),
      ...heading('Workspaces whose cluster is offline', orphaned.workspaces, {kind: 'env', style}),
    ]
      .map((line) => line.trimEnd())
      .join('\n'),
};

function heading(
  title: string,
  rows: readonly Tended[],
  {kind, style}: {readonly kind: string; readonly style: Style},
): readonly string[] {
  if (rows.length === 0) return [];
  const total = rows.reduce((sum, {members}) => sum + members.length, 0);
  return [
    '',
    style.paint('strong', `${title}: ${rows.length}, with ${counted(total, kind)} that nobody looks after`),
    ...rows.map(
      ({name, cluster, members}) => `  ${name}  ${cluster === null ? '' : `${cluster}, `}${counted(members.length, kind)}`,
    ),
  ];
}

function counted(count: number, kind: string): string {
  return `${count} ${kind}${count === 1 ? '' : 's'}`;
}
