import type {Rule} from './rule.js';

const leastSeconds = 5;

export const heartbeatTooShort: Rule = {
  codes: ['HEARTBEAT_TOO_SHORT'],
  sentence: 'The agent of a cluster beats every 5 seconds at most.',
  check({after}) {
    return after.clusters
      .filter(({heartbeatSeconds}) => !Number.isInteger(heartbeatSeconds) || heartbeatSeconds < leastSeconds)
      .map(({id, heartbeatSeconds}) => ({
        code: 'HEARTBEAT_TOO_SHORT',
        severity: 'error',
        subject: `cluster ${id}`,
        message: `Cluster ${id} cannot beat every ${heartbeatSeconds} s: the least is ${leastSeconds} s, in whole seconds.`,
        hint: `Give --heartbeat ${leastSeconds} or more; 30 is usual.`,
        details: {cluster: id, heartbeatSeconds, leastSeconds},
      }));
  },
};
