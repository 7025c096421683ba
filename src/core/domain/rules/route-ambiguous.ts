import {shellWord} from '../shell-word.js';
import {areDistinct} from '../collections.js';
import {byEnv, envKey, groupBy, listWords, orgFlag, sortedUnique} from '../indexes.js';
import type {Entry, Topology} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const routeAmbiguous: Rule = {
  codes: ['ROUTE_AMBIGUOUS'],
  sentence: 'In an env with several apps each entry says its app, and an address and path lead to one app.',
  check({before, after}) {
    const stood = new Set(before.entries.map(placeOf));
    const hinted = (finding: Finding) => violation(finding, stood.has(placeOf(finding.entry)) ? 'update' : 'add');
    return [...unsaidApps(after), ...twoApps(after.entries)].map(hinted);
  },
};

interface Finding {
  readonly entry: Entry;
  readonly apps: readonly string[];
  readonly message: string;
}

function placeOf(entry: Entry): string {
  return `${envKey(entry)} ${entry.address}${entry.path}`;
}

function unsaidApps({entries, deployments}: Topology): Finding[] {
  const deployed = byEnv(deployments);
  return entries
    .filter((entry) => entry.app === null)
    .flatMap((entry) => {
      const apps = sortedUnique((deployed.get(envKey(entry)) ?? []).map((it) => it.app));
      if (apps.length < 2) return [];
      return [
        {
          entry,
          apps,
          message: `Entry ${entry.address} of env ${entry.env} does not say which app it leads to, and the env has ${listWords(apps)}.`,
        },
      ];
    });
}

function twoApps(entries: readonly Entry[]): Finding[] {
  if (areDistinct(entries, 'entries')) return [];
  return [...groupBy(entries, placeOf).values()].flatMap((group) => {
    const entry = group[0]!;
    const apps = sortedUnique(group.flatMap((it) => it.app ?? []));
    if (apps.length < 2) return [];
    return [
      {entry, apps, message: `Entry ${entry.address} of env ${entry.env} leads with path ${entry.path} to ${listWords(apps)}.`},
    ];
  });
}

function violation({entry, apps, message}: Finding, verb: 'add' | 'update'): Violation {
  return {
    code: 'ROUTE_AMBIGUOUS',
    severity: 'error',
    subject: `entry ${entry.address}`,
    message,
    hint: `Say it: muster entry ${verb} ${shellWord(entry.address)} --env ${entry.env} --app ${apps[0]} --path ${shellWord(entry.path)}${orgFlag(entry.org)}.`,
    details: {org: entry.org, env: entry.env, address: entry.address, path: entry.path, apps},
  };
}
