import {heartbeat} from '../values/kinds.js';
import {heartbeatRange} from '../values/sizes.js';
import type {Rule} from './rule.js';

const [leastSeconds, mostSeconds] = heartbeatRange;

export const heartbeatTooShort: Rule = {
  codes: ['HEARTBEAT_TOO_SHORT'],
  sentence: `The agent of a cluster beats every ${leastSeconds} to ${mostSeconds} seconds.`,
  check({after}) {
    return after.clusters
      .filter(({heartbeatSeconds}) => 'problem' in heartbeat.read(String(heartbeatSeconds)))
      .map(({id, heartbeatSeconds}) => ({
        code: 'HEARTBEAT_TOO_SHORT',
        severity: 'error',
        subject: `cluster ${id}`,
        message: `Cluster ${id} cannot beat every ${heartbeatSeconds} s: a heartbeat is ${heartbeat.form}.`,
        hint: `Give --heartbeat a number from ${leastSeconds} to ${mostSeconds}; 30 is usual.`,
        details: {cluster: id, heartbeatSeconds, leastSeconds, mostSeconds},
      }));
  },
};
