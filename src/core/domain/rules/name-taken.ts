import {groupBy, orgFlag, rowNames} from '../indexes.js';
import {foldName} from '../names.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const nameTaken: Rule = {
  codes: ['NAME_TAKEN'],
  sentence:
    'An org name is unique; node, group, workspace, env and app names are unique within an org, service names within an env.',
  check({after}) {
    return [
      ...duplicates(
        'org',
        after.orgs.map(({name}) => ({name, scope: null, org: ''})),
      ),
      ...kinds.flatMap(({kind, collection}) =>
        areNamedApart(after[collection])
          ? []
          : duplicates(
              kind,
              after[collection].map(({org, name}) => ({name, scope: `org ${org}`, org})),
            ),
      ),
      ...duplicates(
        'service',
        after.services.map(({org, env, name}) => ({name, scope: `env ${env} of org ${org}`, org})),
      ),
    ];
  },
};

const kinds = [
  {kind: 'group', collection: 'groups'},
  {kind: 'workspace', collection: 'workspaces'},
  {kind: 'node', collection: 'nodes'},
  {kind: 'env', collection: 'envs'},
  {kind: 'app', collection: 'apps'},
] as const;

interface ScopedName {
  readonly name: string;
  readonly scope: string | null;
  readonly org: string;
}

function duplicates(kind: string, names: readonly ScopedName[]): Violation[] {
  const groups = groupBy(names, ({name, scope}) => `${scope}/${foldName(name)}`);
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => {
      const {name, scope, org} = group[0]!;
      const spellings = [...new Set(group.map((it) => it.name))];
      return {
        code: 'NAME_TAKEN',
        severity: 'error',
        subject: `${kind} ${name}`,
        message: `The ${kind} name ${foldName(name)} is taken${scope === null ? '' : ` in ${scope}`}: it stands there ${group.length} times${spellings.length > 1 ? `, as ${spellings.join(' and ')}` : ''}.`,
        hint: `Choose another name; muster ${kind} list${orgFlag(org)} shows those in use.`,
        details: {kind, name: foldName(name), spellings, scope, times: group.length},
      };
    });
}

function areNamedApart(rows: readonly {readonly org: string; readonly name: string}[]): boolean {
  return rowNames(rows).size === rows.length && rows.every(({name}) => name === foldName(name));
}
