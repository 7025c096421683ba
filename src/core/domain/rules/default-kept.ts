import {orgFlag, rowNames} from '../indexes.js';
import type {Rule} from './rule.js';

const name = 'default';

export const defaultKept: Rule = {
  codes: ['DEFAULT_KEPT'],
  sentence: 'The default org stays, and so do the default group and the default workspace of every org.',
  check({before, after}) {
    const orgs = new Set(after.orgs.map((org) => org.name));
    const lost = (['groups', 'workspaces'] as const).flatMap((collection) => {
      const kept = rowNames(after[collection]);
      return before[collection]
        .filter((row) => row.name === name && orgs.has(row.org) && !kept.has(`${row.org}/${name}`))
        .map(({org}) => ({kind: collection.slice(0, -1), org, of: ` of org ${org}`, flag: orgFlag(org)}));
    });
    const org = before.orgs.some((it) => it.name === name) && !orgs.has(name) ? [{kind: 'org', org: name, of: '', flag: ''}] : [];
    return [...org, ...lost].map(({kind, org: owner, of, flag}) => ({
      code: 'DEFAULT_KEPT',
      severity: 'error',
      subject: `${kind} ${name}`,
      message: `The ${kind} ${name}${of} cannot be deleted: what names no ${kind} belongs to it.`,
      hint: `Nothing needs to be done; muster ${kind} list${flag} shows what there is.`,
      details: {kind, name, org: owner},
    }));
  },
};
