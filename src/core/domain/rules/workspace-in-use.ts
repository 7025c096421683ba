import {groupBy, listWords, orgFlag, rowNames, sortedUnique} from '../indexes.js';
import type {Rule} from './rule.js';

export const workspaceInUse: Rule = {
  codes: ['WORKSPACE_IN_USE'],
  sentence: 'A workspace that has envs is not deleted.',
  check({before, after}) {
    const kept = rowNames(after.workspaces);
    const orgs = new Set(after.orgs.map(({name}) => name));
    const gone = before.workspaces.filter(({org, name}) => orgs.has(org) && !kept.has(`${org}/${name}`));
    if (gone.length === 0) return [];
    const members = groupBy(after.envs, ({org, workspace}) => `${org}/${workspace}`);
    return gone.flatMap(({org, name}) => {
      const names = sortedUnique((members.get(`${org}/${name}`) ?? []).map((it) => it.name));
      if (names.length === 0) return [];
      return [
        {
          code: 'WORKSPACE_IN_USE',
          severity: 'error' as const,
          subject: `workspace ${name}`,
          message: `Workspace ${name} cannot be deleted while it has ${listWords(names.map((it) => `env ${it}`))}.`,
          hint: `Put them elsewhere first: muster env update ${names[0]} --workspace WORKSPACE${orgFlag(org)}.`,
          details: {org, workspace: name, envs: names},
        },
      ];
    });
  },
};
