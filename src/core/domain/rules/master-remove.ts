import {appKey, deployedApps, orgFlag} from '../indexes.js';
import type {Rule} from './rule.js';

export const masterRemove: Rule = {
  codes: ['MASTER_REMOVE'],
  sentence: 'Scaling in never takes the master.',
  check({before, after}) {
    const stood = new Set(before.deployments);
    const changed = deployedApps(after).filter(({deployment}) => !stood.has(deployment));
    if (changed.length === 0 || before.deployments.length === 0) return [];
    const old = new Map(before.deployments.map((deployment) => [appKey(deployment), deployment]));
    return changed.flatMap(({deployment, recipe}) => {
      const {org, env, app} = deployment;
      const had = old.get(appKey(deployment))?.roles ?? {};
      const lost = Object.keys(recipe.roles).filter(
        (role) => recipe.roles[role]!.count === 1 && (deployment.roles[role] ?? 0) < (had[role] ?? 0),
      );
      return lost
        .filter((role) => (deployment.roles[role] ?? 0) === 0)
        .map((role) => ({
          code: 'MASTER_REMOVE',
          severity: 'error' as const,
          subject: `app ${app}`,
          message: `Scaling app ${app} in env ${env} would remove its ${role}, which recipe ${recipe.name} has exactly one of.`,
          hint: `Scale in the other roles (muster app scale ${app} --env ${env} --slaves 0${orgFlag(org)}), or end it all: muster app undeploy ${app} --env ${env}${orgFlag(org)}.`,
          details: {org, env, app, recipe: recipe.name, role, before: had[role], after: deployment.roles[role] ?? 0},
        }));
    });
  },
};
