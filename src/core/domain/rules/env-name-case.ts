import {byEnv, deployedApps, once, orgFlag} from '../indexes.js';
import type {RunningApp} from '../indexes.js';
import type {ConfigValue, Recipe} from '../model.js';
import {secretName} from '../planning/describe-containers.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

export const envNameCase: Rule = {
  codes: ['ENV_NAME_CASE'],
  sentence: 'A config key does not differ from a known one only by case, spaces or dashes.',
  check({after}) {
    const configs = byEnv(after.configs);
    return deployedApps(after).flatMap((running) => misspelled(running, configs.get(running.env) ?? []));
  },
};

function misspelled({deployment, recipe}: RunningApp, configs: readonly ConfigValue[]): Violation[] {
  if (configs.length === 0) return [];
  const {org, env, app} = deployment;
  const {known, right} = spellings(recipe);
  const wrong = configs.filter((it) => (it.app === null || it.app === app) && !known.has(it.key) && right.has(spell(it.key)));
  return wrong.map(({key}) => {
    const spelling = right.get(spell(key))!;
    return {
      code: 'ENV_NAME_CASE',
      severity: 'error',
      subject: `config ${key}`,
      message: `App ${app} in env ${env} does not read config ${JSON.stringify(key)}: recipe ${recipe.name} knows it as ${spelling}.`,
      hint:
        recipe.secrets[spelling] === undefined
          ? `Write it so: muster config set ${spelling}=VALUE --env ${env} --app ${app}${orgFlag(org)}.`
          : `It is a secret: muster secret set ${secretName(spelling)} --env ${env} --app ${app}${orgFlag(org)}.`,
      details: {org, env, app, recipe: recipe.name, key, spelling},
    };
  });
}

/** The keys that a recipe knows, and each by its usual spelling. */
const spellings = once((recipe: Recipe) => {
  const known = knownKeys(recipe);
  return {known, right: new Map([...known].map((key) => [spell(key), key]))};
});

/** Every variable that the recipe has a word for. */
export function knownKeys(recipe: Recipe): Set<string> {
  const roles = Object.values(recipe.roles).flatMap((role) => Object.keys(role.env));
  return new Set([...recipe.knownConfig, ...Object.keys(recipe.env), ...Object.keys(recipe.secrets), ...roles]);
}

/** The usual spelling of a variable. */
export function spell(key: string): string {
  return key
    .trim()
    .replaceAll(/[\s-]+/g, '_')
    .toUpperCase();
}
