import {groupBy, orgFlag, rowNames} from '../indexes.js';
import type {Rule} from './rule.js';

export const envOtherOrg: Rule = {
  codes: ['ENV_OTHER_ORG'],
  sentence: 'An env is served only by nodes of its own org.',
  check({after}) {
    const known = rowNames(after.nodes);
    const strange = after.memberships.filter(({org, node}) => !known.has(`${org}/${node}`));
    if (strange.length === 0) return [];
    const owners = groupBy(after.nodes, (node) => node.name);
    return strange.flatMap((member) => {
      const [other] = owners.get(member.node) ?? [];
      if (!other) return [];
      return [
        {
          code: 'ENV_OTHER_ORG',
          severity: 'error' as const,
          subject: `env ${member.env}`,
          message: `Node ${member.node} belongs to org ${other.org} and env ${member.env} to org ${member.org}; an env is served only by nodes of its own org.`,
          hint: `List the nodes that can join: muster node list${orgFlag(member.org)}.`,
          details: {env: member.env, org: member.org, node: member.node, nodeOrg: other.org},
        },
      ];
    });
  },
};
