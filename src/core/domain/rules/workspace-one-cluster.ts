import {listWords, orgFlag} from '../indexes.js';
import type {Topology} from '../model.js';
import type {Rule} from './rule.js';

export const workspaceOneCluster: Rule = {
  codes: ['WORKSPACE_ONE_CLUSTER'],
  sentence: 'A workspace has exactly one cluster, which exists, and so has a group that is bound.',
  check({before, after}) {
    if (before.workspaces === after.workspaces && before.groups === after.groups && before.clusters === after.clusters) return [];
    // What is bound to a cluster that goes now is told by CLUSTER_BOUND.
    const known = new Set([...before.clusters, ...after.clusters].map(({id}) => id));
    return boundTo(after)
      .filter(({cluster}) => !known.has(cluster))
      .map(({kind, org, name, cluster}) => ({
        code: 'WORKSPACE_ONE_CLUSTER',
        severity: 'error',
        subject: `${kind} ${name}`,
        message:
          cluster === ''
            ? `The ${kind} ${name} is made for no cluster, and there are ${listWords([...known])}.`
            : `The ${kind} ${name} would belong to cluster ${cluster}, which does not exist.`,
        hint:
          cluster === ''
            ? `Name one: --cluster ID; or act for one: muster cluster switch ID.`
            : `Bind it to one that does: muster ${kind} bind ${name} --cluster ID${orgFlag(org)}; muster cluster list shows them.`,
        details: {kind, org, name, cluster},
      }));
  },
};

function boundTo({workspaces, groups}: Topology) {
  return [
    ...workspaces.map(({org, name, cluster}) => ({kind: 'workspace', org, name, cluster})),
    ...groups.flatMap(({org, name, cluster}) => (cluster === null ? [] : [{kind: 'group', org, name, cluster}])),
  ];
}
