import {envKey, groupBy, listWords, orgFlag, rowNames, sortedUnique} from '../indexes.js';
import type {Environment, Topology} from '../model.js';
import type {Rule} from './rule.js';

export const envInUse: Rule = {
  codes: ['ENV_IN_USE'],
  sentence: 'An env with entries, deployments or services is not deleted.',
  check({before, after}) {
    const kept = rowNames(after.envs);
    const gone = before.envs.filter(({org, name}) => !kept.has(`${org}/${name}`));
    if (gone.length === 0) return [];
    const contents = contentsByEnv(after);
    return gone.flatMap((env) => {
      const found = contents.get(`${env.org}/${env.name}`) ?? [];
      return found.length === 0 ? [] : [describe(env, found)];
    });
  },
};

/** What a deletion without `--cascade` leaves behind. */
function contentsByEnv(topology: Topology): Map<string, string[]> {
  const named = [
    ...topology.entries.map((it) => ({key: envKey(it), what: `entry ${it.address}`})),
    ...topology.deployments.map((it) => ({key: envKey(it), what: `app ${it.app}`})),
    ...topology.services.map((it) => ({key: envKey(it), what: `service ${it.name}`})),
  ];
  return new Map([...groupBy(named, (it) => it.key)].map(([key, found]) => [key, sortedUnique(found.map((it) => it.what))]));
}

function describe({org, name}: Environment, contents: readonly string[]) {
  return {
    code: 'ENV_IN_USE',
    severity: 'error' as const,
    subject: `env ${name}`,
    message: `Env ${name} cannot be deleted while it has ${listWords(contents)}.`,
    hint: `Delete it with all of that: muster env delete ${name} --cascade --confirm ${name}${orgFlag(org)}.`,
    details: {org, env: name, contents},
  };
}
