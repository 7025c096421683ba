import {listWords} from '../indexes.js';
import type {Rule} from './rule.js';

export const clusterNeedsSharedStore: Rule = {
  codes: ['CLUSTER_NEEDS_SHARED_STORE'],
  sentence: 'A second cluster joins only a store that several machines can use.',
  check({before, after, facts}) {
    if (facts.clusters?.sharedStore !== false || after.clusters.length < 2 || after.clusters.length <= before.clusters.length)
      return [];
    const known = before.clusters.map(({id}) => id);
    return after.clusters
      .filter(({id}) => !known.includes(id))
      .map(({id}) => ({
        code: 'CLUSTER_NEEDS_SHARED_STORE',
        severity: 'error',
        subject: `cluster ${id}`,
        message: `Cluster ${id} cannot join cluster ${listWords(known)} in a store that is a file of one machine.`,
        hint: 'Move the store to a database first: muster store copy --to mysql://USER@HOST/DATABASE.',
        details: {cluster: id, clusters: known},
      }));
  },
};
