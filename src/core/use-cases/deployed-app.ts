import {findDeployment} from '../domain/changes/with-deployment.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {expectApp, expectEnv, unknownName} from '../domain/expect.js';
import {orgFlag} from '../domain/indexes.js';
import type {Deployment, DeploymentKey, Recipe, Topology} from '../domain/model.js';
import type {PlanScope} from '../domain/planning/plan-input.js';
import {deploymentScope} from './cluster-change.js';

/** The deployment and the recipe of its app, or the failure that tells what is missing. */
export function expectDeployment(
  topology: Topology,
  key: DeploymentKey,
): {readonly deployment: Deployment; readonly recipe: Recipe} {
  const {recipe} = expectAppAndEnv(topology, key);
  const deployment = findDeployment(topology, key);
  if (!deployment) {
    throw new Failure({
      code: 'NOT_DEPLOYED',
      exit: exitCodes.notFound,
      subject: `app ${key.app}`,
      details: {...key},
      message: `App ${key.app} is not deployed in env ${key.env}.`,
      hint: `muster app deploy ${key.app} --env ${key.env} --version V${orgFlag(key.org)}`,
    });
  }
  return {deployment, recipe};
}

export function expectAppAndEnv(topology: Topology, {org, env, app}: DeploymentKey): {readonly recipe: Recipe} {
  expectEnv(topology, org, env);
  return {recipe: expectApp(topology, org, app).recipe};
}

/** Scope of one deployment with its environment's managed services, which it cannot start without. */
export function appScope(before: Topology, after: Topology, key: DeploymentKey): Omit<PlanScope, 'org'> {
  const managed = [...before.services, ...after.services].some(
    (service) => service.org === key.org && service.env === key.env && service.managed,
  );
  return {...deploymentScope(after, [key]), serviceEnvs: managed ? [key.env] : []};
}

/** Counts by role, with the number of slaves given to the one role that may have any number. */
export function roleCounts(
  recipe: Recipe,
  wanted: {readonly slaves?: number | undefined; readonly roles: Readonly<Record<string, number>>},
): Readonly<Record<string, number>> {
  const known = Object.keys(recipe.roles);
  const unknown = Object.keys(wanted.roles).find((role) => !known.includes(role));
  if (unknown !== undefined)
    throw unknownName({kind: 'role', name: unknown, known, list: `Roles of recipe ${recipe.name}: ${known.join(', ')}`});
  if (wanted.slaves === undefined) return wanted.roles;
  const open = known.filter((role) => recipe.roles[role]?.count === null);
  const [role] = open;
  if (role === undefined || open.length > 1) throw rolesUnclear(recipe, open);
  return {...wanted.roles, [role]: wanted.slaves};
}

function rolesUnclear(recipe: Recipe, open: readonly string[]): Failure {
  return new Failure({
    code: 'ROLE_UNCLEAR',
    exit: exitCodes.usage,
    subject: `recipe ${recipe.name}`,
    details: {recipe: recipe.name, roles: open},
    message:
      open.length === 0
        ? `Recipe ${recipe.name} has no role of any number.`
        : `Recipe ${recipe.name} has several roles of any number: ${open.join(', ')}.`,
    hint: open.length === 0 ? 'Leave --slaves out' : `Name the role: ${open.map((role) => `--role ${role}=N`).join(' ')}`,
  });
}
