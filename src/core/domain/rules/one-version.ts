import {byEnv, groupBy, listWords, orgFlag, sortedUnique} from '../indexes.js';
import type {DeclaredTopology} from '../declaration.js';
import type {DeploymentKey} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const oneVersion: Rule = {
  codes: ['ONE_VERSION'],
  sentence: 'An app has one version in an env.',
  check({after}) {
    return [...byEnv(after.deployments).values()].flatMap(findSeveral);
  },
};

/** The same rule on what files declare, before one of two versions is lost in a change. */
export function checkDeclaredVersions({org, envs}: DeclaredTopology): Violation[] {
  return envs.flatMap(({name: env, deployments}) =>
    findSeveral(deployments.map(({app, version, place}) => ({org, env, app, version, ...(place === undefined ? {} : {place})}))),
  );
}

type Versioned = DeploymentKey & {readonly version: string; readonly place?: string};

/** In one environment. */
function findSeveral(deployments: readonly Versioned[]): Violation[] {
  if (new Set(deployments.map((it) => it.app)).size === deployments.length) return [];
  return [...groupBy(deployments, (it) => it.app).values()].flatMap((group) => {
    const {org, env, app} = group[0]!;
    const versions = sortedUnique(group.map((it) => it.version));
    if (versions.length < 2) return [];
    const places = new Map(group.flatMap(({version, place}) => (place === undefined ? [] : [[version, place]])));
    const said = versions.map((version) => (places.has(version) ? `${version} (${places.get(version)})` : version));
    return [
      {
        code: 'ONE_VERSION',
        severity: 'error' as const,
        subject: `app ${app}`,
        message: `App ${app} is declared in env ${env} with versions ${listWords(said)}; an app has one version in an env.`,
        hint: `Declare one of them, or deploy the other to an env of its own: muster app deploy ${app} --env ENV --version ${versions.at(-1)}${orgFlag(org)}.`,
        details: {org, env, app, versions, ...(places.size === 0 ? {} : {places: Object.fromEntries(places)})},
      },
    ];
  });
}
