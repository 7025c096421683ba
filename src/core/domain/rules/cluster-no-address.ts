import type {Rule} from './rule.js';

export const clusterNoAddress: Rule = {
  codes: ['CLUSTER_NO_ADDRESS'],
  sentence: 'What another installation looks after is switched to only when that has an address.',
  check({after, facts}) {
    const chosen = facts.clusters?.chosen;
    return after.clusters
      .filter(({id, address}) => chosen?.id === id && !chosen.isOwn && address === null)
      .map(({id, name}) => ({
        code: 'CLUSTER_NO_ADDRESS',
        severity: 'error',
        subject: `cluster ${id}`,
        message: `Cluster ${id} (${name}) has no address, so it cannot be asked whether it is what it is taken for.`,
        hint: `Give it the one at which its agent answers: muster cluster update ${id} --address URL.`,
        details: {cluster: id, name},
      }));
  },
};
