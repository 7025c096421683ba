import type {Rule} from './rule.js';

export const clusterIdConflict: Rule = {
  codes: ['CLUSTER_ID_CONFLICT'],
  sentence: 'A cluster id belongs to one installation.',
  check({before, after, facts}) {
    if (before.clusters === after.clusters) return [];
    const owners = new Map(before.clusters.map((cluster) => [cluster.id, cluster]));
    return after.clusters.flatMap(({id, installation}) => {
      const owner = owners.get(id);
      if (!owner || owner.installation === installation) return [];
      const lastBeat = facts.clusters?.beats.get(id)?.at ?? null;
      return [
        {
          code: 'CLUSTER_ID_CONFLICT',
          severity: 'error' as const,
          subject: `cluster ${id}`,
          message: `The id ${id} belongs to installation ${owner.installation} (${owner.name}), ${lastBeat === null ? 'which has never beaten' : `which last beat at ${lastBeat}`}.`,
          hint: 'Join with another id: muster cluster join --id ID; muster cluster list shows those in use.',
          details: {cluster: id, installation: owner.installation, name: owner.name, lastBeat, joining: installation},
        },
      ];
    });
  },
};
