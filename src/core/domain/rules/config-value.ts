import {configAway} from '../config-away.js';
import {splitAddress} from '../addresses.js';
import {configFault, hostOf} from '../config-fault.js';
import {byEnv, deployedApps, effectiveConfig, orgFlag} from '../indexes.js';
import type {RunningApp} from '../indexes.js';
import type {ConfigRule, ConfigValue, Topology} from '../model.js';
import {newlyBroken, type Broken} from '../newly-broken.js';
import {quoted} from '../quoted.js';
import {isSecretLike} from '../secrets/secret-like.js';
import type {Rule} from './rule.js';

export const configValue: Rule = {
  codes: ['CONFIG_VALUE', 'CONFIG_NOT_READ', 'REDIRECT_LOOP'],
  sentence:
    'Config keeps to what the recipe knows of its keys: a value that the app does not understand or that sends visitors in circles is refused, a key that it does not read is warned about.',
  check(input) {
    return newlyBroken(input, brokenIn);
  },
};

function brokenIn(topology: Topology): readonly Broken[] {
  if (topology.configs.length === 0) return [];
  const configs = byEnv(topology.configs);
  const entries = byEnv(topology.entries);
  return deployedApps(topology).flatMap((running) => {
    const rules = running.recipe.configRules;
    const own = configs.get(running.env);
    if (own === undefined || Object.keys(rules).length === 0) return [];
    const hosts = new Set((entries.get(running.env) ?? []).map(({address}) => splitAddress(address).host ?? ''));
    return [...effectiveConfig(own, running.deployment.app).values()].flatMap((config) => {
      const rule = Object.hasOwn(rules, config.key) ? rules[config.key] : undefined;
      return rule === undefined ? [] : brokenBy(rule, config, {running, hosts});
    });
  });
}

interface Around {
  readonly running: RunningApp;
  /** Of the entries of the environment. */
  readonly hosts: ReadonlySet<string>;
}

function brokenBy(rule: ConfigRule, config: ConfigValue, {running, hosts}: Around): readonly Broken[] {
  const {key, value} = config;
  const {app, org, env, roles} = running.deployment;
  const fault = configFault(rule, value);
  const where = `Config ${key} of app ${app} in env ${env}`;
  const flags = `--env ${env}${config.app === null ? '' : ` --app ${app}`}${orgFlag(org)}`;
  const away = `${configAway(config)}.`;
  const broken = (code: string, message: string, hint: string): readonly Broken[] => [
    {
      value,
      violation: {
        code,
        severity: code === 'CONFIG_NOT_READ' ? 'warning' : 'error',
        subject: `config ${key}`,
        message,
        hint,
        details: {org, env, app, recipe: running.recipe.name, key, because: rule.because},
      },
    },
  ];
  if (fault === 'CONFIG_NOT_READ') return broken(fault, `${where} is not read: ${rule.because}.`, away);
  const shown = isSecretLike(key, value) ? 'has a value that the app does not understand' : `is ${quoted(value)}`;
  if (fault !== null)
    return broken(fault, `${where} ${shown}: ${rule.because}.`, `Give another: muster config set ${key}=VALUE ${flags}.`);
  const redirected = rule.notEntryOn !== null && (roles[rule.notEntryOn] ?? 0) > 0 ? hostOf(value) : null;
  if (redirected === null || !hosts.has(redirected)) return [];
  return broken('REDIRECT_LOOP', `${where} leads to ${redirected}, an entry of the env: ${rule.because}.`, away);
}
