import {orgFlag} from '../indexes.js';
import type {Rule} from './rule.js';

export const groupOneCluster: Rule = {
  codes: ['GROUP_ONE_CLUSTER'],
  sentence: 'A group is bound to at most one cluster; binding it elsewhere needs --rebind.',
  check({before, after}) {
    if (before.groups === after.groups) return [];
    const left = new Set(after.clusters.map(({id}) => id));
    const bound = new Map(before.groups.map(({org, name, cluster}) => [`${org}/${name}`, cluster]));
    return after.groups.flatMap(({org, name, cluster}) => {
      const owner = bound.get(`${org}/${name}`) ?? null;
      if (owner === null || cluster === null || cluster === owner || !left.has(owner)) return [];
      return [
        {
          code: 'GROUP_ONE_CLUSTER',
          severity: 'error' as const,
          subject: `group ${name}`,
          message: `Group ${name} is bound to cluster ${owner} and cannot be bound to cluster ${cluster} too.`,
          hint: `Take it over: muster group bind ${name} --cluster ${cluster} --rebind${orgFlag(org)}.`,
          details: {org, group: name, owner, cluster},
        },
      ];
    });
  },
};
