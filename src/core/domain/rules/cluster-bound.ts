import {listWords, sortedUnique} from '../indexes.js';
import type {Topology} from '../model.js';
import type {Rule} from './rule.js';

export const clusterBound: Rule = {
  codes: ['CLUSTER_BOUND'],
  sentence: 'A cluster that groups or workspaces are bound to is not deleted.',
  check({before, after}) {
    if (before.clusters === after.clusters) return [];
    const kept = new Set(after.clusters.map(({id}) => id));
    return before.clusters.flatMap(({id}) => {
      const [groups, workspaces] = [boundTo(after.groups, id), boundTo(after.workspaces, id)];
      if (kept.has(id) || groups.length + workspaces.length === 0) return [];
      const bound = [...groups.map((name) => `group ${name}`), ...workspaces.map((name) => `workspace ${name}`)];
      return [
        {
          code: 'CLUSTER_BOUND',
          severity: 'error' as const,
          subject: `cluster ${id}`,
          message: `Cluster ${id} cannot be deleted while ${listWords(bound)} ${bound.length === 1 ? 'is' : 'are'} bound to it.`,
          hint: `Have another look after all of it: muster cluster adopt ${id} --to ID.`,
          details: {cluster: id, groups, workspaces},
        },
      ];
    });
  },
};

function boundTo(rows: Topology['groups'] | Topology['workspaces'], id: string): readonly string[] {
  return sortedUnique(rows.filter(({cluster}) => cluster === id).map(({org, name}) => `${org}/${name}`));
}
