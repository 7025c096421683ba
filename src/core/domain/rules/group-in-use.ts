import {groupBy, listWords, orgFlag, rowNames, sortedUnique} from '../indexes.js';
import type {Rule} from './rule.js';

export const groupInUse: Rule = {
  codes: ['GROUP_IN_USE'],
  sentence: 'A group that has nodes is not deleted.',
  check({before, after}) {
    const kept = rowNames(after.groups);
    const orgs = new Set(after.orgs.map(({name}) => name));
    const gone = before.groups.filter(({org, name}) => orgs.has(org) && !kept.has(`${org}/${name}`));
    if (gone.length === 0) return [];
    const members = groupBy(after.nodes, ({org, group}) => `${org}/${group}`);
    return gone.flatMap(({org, name}) => {
      const names = sortedUnique((members.get(`${org}/${name}`) ?? []).map((it) => it.name));
      if (names.length === 0) return [];
      return [
        {
          code: 'GROUP_IN_USE',
          severity: 'error' as const,
          subject: `group ${name}`,
          message: `Group ${name} cannot be deleted while it has ${listWords(names.map((it) => `node ${it}`))}.`,
          hint: `Put them elsewhere first: muster node update ${names[0]} --group GROUP${orgFlag(org)}.`,
          details: {org, group: name, nodes: names},
        },
      ];
    });
  },
};
