import {configAway} from '../config-away.js';
import {byEnv, deployedApps, effectiveConfig, orgFlag} from '../indexes.js';
import type {RunningApp} from '../indexes.js';
import type {ConfigValue, RecipeValue, Topology} from '../model.js';
import {newlyBroken, type Broken} from '../newly-broken.js';
import {secretName} from '../planning/describe-containers.js';
import {carriesSecret} from '../secrets/secret-like.js';
import type {Rule} from './rule.js';

export const configOverride: Rule = {
  codes: ['CONFIG_OVERRIDE'],
  sentence:
    'Config does not replace what Muster gives each instance by its recipe: its name, its node, its secrets; a connection to a service in its place is warned about.',
  check(input) {
    return newlyBroken(input, overriding);
  },
};

function overriding(topology: Topology): readonly Broken[] {
  if (topology.configs.length === 0) return [];
  const configs = byEnv(topology.configs);
  return deployedApps(topology).flatMap((running) => {
    const own = configs.get(running.env);
    if (own === undefined) return [];
    return [...effectiveConfig(own, running.deployment.app).values()].flatMap((config) => overrides(running, config));
  });
}

function overrides(running: RunningApp, config: ConfigValue): readonly Broken[] {
  const {env: ofAll, roles, name} = running.recipe;
  const given = [ofAll, ...Object.values(roles).map((role) => role.env)].flatMap((it) =>
    Object.hasOwn(it, config.key) ? [it[config.key] as RecipeValue] : [],
  );
  const value = given.find((it) => typeof it === 'object');
  if (value === undefined || carriesSecret(config.value)) return [];
  const {org, env, app} = running.deployment;
  const {key} = config;
  const [severity, fault] = faultOf(value);
  return [
    {
      value: config.value,
      violation: {
        code: 'CONFIG_OVERRIDE',
        severity,
        subject: `config ${key}`,
        message: `Config ${key} of app ${app} in env ${env} ${fault(name)}.`,
        hint:
          'secret' in value
            ? `Keep it as a secret: muster secret set ${secretName(value.secret)} --env ${env} --app ${app}${orgFlag(org)}; and ${configAway(config).replace('Leave', 'leave')}.`
            : `${configAway(config)}.`,
        details: {org, env, app, recipe: name, key},
      },
    },
  ];
}

function faultOf(value: Exclude<RecipeValue, string>): readonly ['error' | 'warning', (recipe: string) => string] {
  if ('instance' in value)
    return [
      'error',
      (recipe) => `would be the same on all instances, and recipe ${recipe} gives each its own ${value.instance} there`,
    ];
  if ('secret' in value) return ['error', (recipe) => `replaces secret ${value.secret} of recipe ${recipe} by plain text`];
  return [
    'warning',
    (recipe) => `replaces the connection to service ${value.service}, which recipe ${recipe} makes of the service of the env`,
  ];
}
