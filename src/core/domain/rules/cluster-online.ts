import type {Rule} from './rule.js';

export const clusterOnline: Rule = {
  codes: ['CLUSTER_ONLINE'],
  sentence: 'A cluster that is online is not deleted, and another adopts nothing from it.',
  check({before, after, facts: {clusters}}) {
    if (clusters === null) return [];
    const kept = new Set(after.clusters.map(({id}) => id));
    return before.clusters.flatMap(({id, name, heartbeatSeconds}) => {
      const beat = clusters.beats.get(id);
      const isDeleted = !kept.has(id);
      if (!beat?.online || !(isDeleted || clusters.left === id)) return [];
      const refused = isDeleted ? 'be deleted' : 'lose what it looks after';
      return [
        {
          code: 'CLUSTER_ONLINE',
          severity: 'error' as const,
          subject: `cluster ${id}`,
          message: `Cluster ${id} (${name}) is online and cannot ${refused}: its agent beat at ${beat.at}.`,
          hint: `Stop its agent first; it counts as offline ${2.5 * heartbeatSeconds} s after its last beat, at once when the agent ends by itself.`,
          details: {cluster: id, name, lastBeat: beat.at, heartbeatSeconds},
        },
      ];
    });
  },
};
