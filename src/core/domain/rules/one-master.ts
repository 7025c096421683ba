import {configAway} from '../config-away.js';
import {byEnv, deployedApps, effectiveConfig, groupBy, listWords, once, orgFlag} from '../indexes.js';
import type {RunningApp} from '../indexes.js';
import {instanceName} from '../names.js';
import type {ConfigValue, Instance, Recipe} from '../model.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const oneMaster: Rule = {
  codes: ['ONE_MASTER'],
  sentence: 'A deployment whose recipe has a role of one instance has exactly one of it, and no config says otherwise.',
  check({after}) {
    const instances = byEnv(after.instances);
    const configs = byEnv(after.configs);
    return [...groupBy(deployedApps(after), ({env}) => env)].flatMap(([env, deployed]) => {
      const standing = groupBy(instances.get(env) ?? [], ({app}) => app);
      const said = configs.get(env) ?? [];
      return deployed.flatMap((running) => {
        const wrong = wrongCounts(running, standing.get(running.deployment.app) ?? []);
        return said.length === 0 ? wrong : [...wrong, ...roleKeysInConfig(running, said)];
      });
    });
  },
};

function wrongCounts({deployment, recipe}: RunningApp, instances: readonly Instance[]): Violation[] {
  const {org, env, app} = deployment;
  return singleRoles(recipe).flatMap((role) => {
    const standing = instances.filter((it) => it.role === role);
    const count = Math.max(deployment.roles[role] ?? 0, standing.length);
    if (count === 1 && deployment.roles[role] === 1) return [];
    const placed = standing.map(instanceName);
    const counted = `App ${app} in env ${env} would have ${count === 0 ? `no ${role}` : `${count} of role ${role}`}`;
    return [
      {
        code: 'ONE_MASTER',
        severity: 'error' as const,
        subject: `app ${app}`,
        message: `${counted}${placed.length > 1 ? ` (${listWords(placed)})` : ''}, and its recipe ${recipe.name} wants exactly one.`,
        hint: `Scale the other roles and leave ${role} at 1: muster app scale ${app} --env ${env} --slaves N${orgFlag(org)}.`,
        details: {org, env, app, recipe: recipe.name, role, wanted: 1, count, instances: placed},
      },
    ];
  });
}

/** Roles of which there is exactly one instance. */
const singleRoles = once((recipe: Recipe) => Object.keys(recipe.roles).filter((role) => recipe.roles[role]!.count === 1));

function roleKeysInConfig({deployment, recipe}: RunningApp, configs: readonly ConfigValue[]): Violation[] {
  const {org, env, app} = deployment;
  const roles = rolesByKey(recipe);
  if (!configs.some(({key}) => roles.has(key))) return [];
  return [...effectiveConfig(configs, app).values()]
    .filter(({key}) => roles.has(key))
    .map((config) => ({
      code: 'ONE_MASTER',
      severity: 'error',
      subject: `config ${config.key}`,
      message: `Config ${config.key} of ${config.app === null ? `env ${env}` : `app ${app} in env ${env}`} gives every instance the same role, and recipe ${recipe.name} sets ${config.key} by role.`,
      hint: `${configAway(config)}; then choose the number of instances instead: muster app scale ${app} --env ${env} --slaves N${orgFlag(org)}.`,
      details: {org, env, app, recipe: recipe.name, key: config.key, roles: roles.get(config.key)},
    }));
}

/** Variables that tell an instance its role, with the roles that set them. */
const rolesByKey = once((recipe: Recipe): ReadonlyMap<string, readonly string[]> => {
  const names = Object.keys(recipe.roles);
  const own = names.flatMap((role) => Object.keys(recipe.roles[role]!.env).map((key) => ({key, role})));
  const byRole = new Map(
    [...groupBy(own, (it) => it.key)].map(([key, found]): [string, string[]] => [key, found.map((it) => it.role)]),
  );
  for (const [key, value] of Object.entries(recipe.env)) {
    if (typeof value === 'object' && 'instance' in value && value.instance === 'role') byRole.set(key, names);
  }
  return byRole;
});
