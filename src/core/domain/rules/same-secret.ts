import {byEnv, deployedApps, effectiveConfig, orgFlag} from '../indexes.js';
import type {RunningApp} from '../indexes.js';
import type {ConfigValue, Environment, Labels, Topology} from '../model.js';
import {secretName} from '../planning/describe-containers.js';
import {weaknessWords, type SecretWeakness} from '../secrets/secret-weakness.js';
import type {Violation} from '../violation.js';
import type {Facts, Rule} from './rule.js';

export const sameSecret: Rule = {
  codes: ['SAME_SECRET'],
  sentence:
    'What a recipe marks as shared is one secret of all instances, never plain config, and no value that everybody knows or can guess: refused in an env labelled stage=production, warned about elsewhere.',
  check({after, facts}) {
    const configs = byEnv(after.configs);
    return [
      ...weakValues(after, facts),
      ...deployedApps(after).flatMap((running) => secretsInConfig(running, configs.get(running.env) ?? [])),
    ];
  },
};

export function isProduction(labels: Labels): boolean {
  return labels['stage']?.toLowerCase() === 'production';
}

function weakValues({envs}: Topology, {weakSecrets}: Facts): Violation[] {
  const known = new Map(envs.map((env) => [`${env.org}/${env.name}`, env]));
  return [...weakSecrets].flatMap(([key, weakness]) => {
    const [org = '', name = '', app = '*', ...rest] = key.split('/');
    const env = known.get(`${org}/${name}`);
    return env ? [weakValue(env, {app, secret: rest.join('/'), weakness})] : [];
  });
}

interface WeakSecret {
  readonly app: string;
  readonly secret: string;
  readonly weakness: SecretWeakness;
}

function weakValue({org, name, labels}: Environment, {app, secret, weakness}: WeakSecret): Violation {
  const production = isProduction(labels);
  const owner = app === '*' ? `env ${name}` : `app ${app} in env ${name}`;
  const labelled = production && weakness !== 'refused' ? ', and the env is labelled stage=production' : '';
  const fault = `${weaknessWords[weakness]}${labelled}`;
  return {
    code: 'SAME_SECRET',
    severity: weakness === 'refused' || production ? 'error' : 'warning',
    subject: `secret ${secret}`,
    message: `Secret ${secret} of ${owner} ${fault}.`,
    hint: `Set one of your own: openssl rand -hex 32 | muster secret set ${secret} --env ${name}${app === '*' ? '' : ` --app ${app}`}${orgFlag(org)}.`,
    details: {org, env: name, app: app === '*' ? null : app, secret, weakness, production},
  };
}

function secretsInConfig({deployment, recipe}: RunningApp, configs: readonly ConfigValue[]): Violation[] {
  const {org, env, app} = deployment;
  return [...effectiveConfig(configs, app).values()]
    .filter(({key}) => Object.hasOwn(recipe.secrets, key))
    .map(({key}) => ({
      code: 'SAME_SECRET',
      severity: 'error',
      subject: `config ${key}`,
      message: `Config ${key} of app ${app} in env ${env} is plain text, and recipe ${recipe.name} knows ${key} as a secret that all instances share.`,
      hint: `Take it out of the config and keep it as a secret: muster secret set ${secretName(key)} --env ${env} --app ${app}${orgFlag(org)}.`,
      details: {org, env, app, recipe: recipe.name, key, secret: secretName(key)},
    }));
}
