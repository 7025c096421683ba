import {shellWord} from '../shell-word.js';
import {byEnv, envKey, groupBy, listWords, orgFlag, rowNames} from '../indexes.js';
import type {Rule} from './rule.js';

export const lastEntry: Rule = {
  codes: ['LAST_ENTRY'],
  sentence: 'An env with running apps keeps at least one entry.',
  check({before, after}) {
    const entries = byEnv(after.entries);
    const running = groupBy(
      after.deployments.filter((it) => it.state === 'running'),
      envKey,
    );
    const envs = rowNames(after.envs);
    // An address that moves is not lost: whoever moves it means the env that gets it.
    const kept = new Set(after.entries.map(({org, address}) => `${org} ${address}`));
    return [...byEnv(before.entries)].flatMap(([key, had]) => {
      const apps = running.get(key)?.map((it) => it.app) ?? [];
      if (had.every(({org, address}) => kept.has(`${org} ${address}`))) return [];
      if (entries.has(key) || apps.length === 0 || !envs.has(key)) return [];
      const {org, env, address} = had[0]!;
      return [
        {
          code: 'LAST_ENTRY',
          severity: 'error' as const,
          subject: `env ${env}`,
          message: `Removing ${listWords(had.map((it) => it.address))} leaves env ${env} without an entry while ${listWords(apps)} ${apps.length === 1 ? 'runs' : 'run'} in it.`,
          hint: `Add another entry first (muster entry add ADDRESS --env ${env}${orgFlag(org)}), or remove it all the same: muster entry remove ${shellWord(address)} --env ${env} --force${orgFlag(org)}.`,
          details: {org, env, entries: had.map((it) => it.address), apps},
        },
      ];
    });
  },
};
