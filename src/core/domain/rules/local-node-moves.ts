import {groupBy, orgFlag} from '../indexes.js';
import {isDivided} from '../standpoint.js';
import type {Rule} from './rule.js';

export const localNodeMoves: Rule = {
  codes: ['LOCAL_NODE_MOVES'],
  sentence: 'A group with a node that is `local` stays with the installation whose machine that is (warning).',
  check({before, after}) {
    if (before.groups === after.groups || !isDivided(after)) return [];
    const installations = new Map([...before.clusters, ...after.clusters].map(({id, installation}) => [id, installation]));
    const bound = new Map(before.groups.map(({org, name, cluster}) => [`${org}/${name}`, cluster]));
    const local = groupBy(
      after.nodes.filter(({connect}) => connect === 'local'),
      ({org, group}) => `${org}/${group}`,
    );
    return after.groups.flatMap(({org, name, cluster}) => {
      const owner = bound.get(`${org}/${name}`) ?? null;
      if (owner === null || cluster === null || installations.get(owner) === installations.get(cluster)) return [];
      return (local.get(`${org}/${name}`) ?? []).map((node) => ({
        code: 'LOCAL_NODE_MOVES',
        severity: 'warning' as const,
        subject: `node ${node.name}`,
        message: `Node ${node.name} of group ${name} is local, which was the machine of cluster ${owner} and from now on is that of cluster ${cluster}.`,
        hint: `Have it reached from everywhere: muster node update ${node.name} --connect ssh://USER@HOST${orgFlag(org)}.`,
        details: {org, node: node.name, group: name, owner, cluster},
      }));
    });
  },
};
