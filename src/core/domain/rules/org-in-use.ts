import {listWords, sortedUnique} from '../indexes.js';
import type {Topology} from '../model.js';
import type {Rule} from './rule.js';

export const orgInUse: Rule = {
  codes: ['ORG_IN_USE'],
  sentence: 'An org that owns nodes, envs, apps, groups or workspaces is not deleted.',
  check({before, after}) {
    const kept = new Set(after.orgs.map(({name}) => name));
    return before.orgs.flatMap(({name}) => {
      const owned = kept.has(name) ? [] : ownedBy(after, name);
      if (owned.length === 0) return [];
      return [
        {
          code: 'ORG_IN_USE',
          severity: 'error' as const,
          subject: `org ${name}`,
          message: `Org ${name} cannot be deleted while it has ${listWords(owned)}.`,
          hint: `Remove those first; muster org show ${name} lists them.`,
          details: {org: name, owns: owned},
        },
      ];
    });
  },
};

function ownedBy({nodes, envs, apps, groups, workspaces}: Topology, org: string): string[] {
  const kinds = {node: nodes, env: envs, app: apps, group: groups, workspace: workspaces};
  return Object.entries(kinds).flatMap(([kind, rows]) =>
    sortedUnique(rows.filter((row) => row.org === org).map(({name}) => `${kind} ${name}`)),
  );
}
