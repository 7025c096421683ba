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
  return envs.flatMap(({name: env, deployments}) => findSeveral(deployments.map(({app, version}) => ({org, env, app, version}))));
}

/** In one environment. */
function findSeveral(deployments: readonly (DeploymentKey & {readonly version: string})[]): Violation[] {
  if (new Set(deployments.map((it) => it.app)).size === deployments.length) return [];
  return [...groupBy(deployments, (it) => it.app).values()].flatMap((group) => {
    const {org, env, app} = group[0]!;
    const versions = sortedUnique(group.map((it) => it.version));
    if (versions.length < 2) return [];
    return [
      {
        code: 'ONE_VERSION',
        severity: 'error' as const,
        subject: `app ${app}`,
        message: `App ${app} is declared in env ${env} with versions ${listWords(versions)}; an app has one version in an env.`,
        hint: `Declare one of them, or deploy the other to an env of its own: muster app deploy ${app} --env ENV --version ${versions.at(-1)}${orgFlag(org)}.`,
        details: {org, env, app, versions},
      },
    ];
  });
}
