import {groupBy, nodesByEnv, orgFlag} from '../indexes.js';
import type {Instance, Topology} from '../model.js';
import {hostPortRange, noPort} from '../planning/port-book.js';
import type {Rule} from './rule.js';

export const portsExhausted: Rule = {
  codes: ['PORTS_EXHAUSTED'],
  sentence: `Every instance gets its host ports from ${hostPortRange.first} to ${hostPortRange.last} of its node.`,
  check({after}) {
    const without = after.instances.filter(lacksPort);
    if (without.length === 0) return [];
    return [...groupBy(without, ({org, node}) => `${org}/${node}`).values()].map((instances) => {
      const {org, node, env} = instances[0] as Instance;
      const count = instances.length;
      return {
        code: 'PORTS_EXHAUSTED',
        severity: 'error',
        subject: `node ${node}`,
        message: `Node ${node} has no host port left between ${hostPortRange.first} and ${hostPortRange.last} for ${count} ${count === 1 ? 'instance' : 'instances'}.`,
        hint: hintOf(after, {org, env}),
        details: {org, node, env, instances: count, ...hostPortRange},
      };
    });
  },
};

function lacksPort({ports}: Instance): boolean {
  for (const name in ports) if (ports[name] === noPort) return true;
  return false;
}

function hintOf(topology: Topology, {org, env}: {readonly org: string; readonly env: string}): string {
  const members = nodesByEnv(topology).get(`${org}/${env}`) ?? new Set();
  const other = topology.nodes.find((node) => node.org === org && node.state === 'active' && !members.has(node.name));
  return other
    ? `Let another node serve the env: muster env join ${env} ${other.name}${orgFlag(org)}`
    : `Add a node and let it serve the env: muster node add NODE --connect ssh://USER@HOST${orgFlag(org)} && muster env join ${env} NODE${orgFlag(org)}`;
}
