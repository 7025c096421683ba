import {deployedApps, orgFlag} from '../indexes.js';
import type {ConfigValue, Recipe, Topology} from '../model.js';
import {newlyBroken, type Broken} from '../newly-broken.js';
import {secretName} from '../planning/describe-containers.js';
import {carriesSecret, secretSign} from '../secrets/secret-like.js';
import {serviceVariables} from '../service-variables.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';
import {lookup} from '../lookup.js';

export const secretInConfig: Rule = {
  codes: ['SECRET_IN_CONFIG'],
  sentence:
    'A value with a password or a key in it is a secret and no config; a key that only has the name of a secret, or a value that only looks drawn at random, is warned about.',
  check(input) {
    return newlyBroken(input, secretsIn);
  },
};

function secretsIn(topology: Topology): readonly Broken[] {
  if (topology.configs.length === 0) return [];
  return topology.configs.flatMap((config) => {
    const sign = secretSign(config.key, config.value);
    return sign === null ? [] : [{value: config.value, violation: violation(config, sign, recipeOf(topology, config))}];
  });
}

/** Of the app that gets it; of one of them, where all do. */
function recipeOf(topology: Topology, {org, env, app, key}: ConfigValue): Recipe | null {
  const readers = deployedApps(topology).filter(
    ({deployment}) => deployment.org === org && deployment.env === env && (app === null || deployment.app === app),
  );
  return readers.find(({recipe}) => serviceVariables(recipe).some((it) => it.key === key))?.recipe ?? readers[0]?.recipe ?? null;
}

/** Nothing of the value is told: what is wrong with it is what must not be seen. */
function violation({org, env, app, key, value}: ConfigValue, sign: string, recipe: Recipe | null): Violation {
  const scope = `--env ${env}${app === null ? '' : ` --app ${app}`}${orgFlag(org)}`;
  const service = recipe && serviceVariables(recipe).find((it) => it.key === key)?.service;
  const kind = service ? recipe.services[service]?.kind : undefined;
  const set = `muster secret set ${service ? `${service}-password` : secretName(key)} ${service ? `--env ${env}${orgFlag(org)}` : scope}`;
  const rest = service
    ? `, and name the service: muster service add ${service} --env ${env} --kind ${kind ?? 'KIND'} --url URL --password-secret ${service}-password${orgFlag(org)}`
    : !recipe || lookup(recipe.secrets, key) === undefined
      ? `, and name ${key} under secrets of the recipe`
      : '';
  return {
    code: 'SECRET_IN_CONFIG',
    severity: carriesSecret(value) ? 'error' : 'warning',
    subject: `config ${key}`,
    message: `Config ${key} of ${app === null ? `env ${env}` : `app ${app} in env ${env}`} ${sign}, and everybody who reads the config would see it.`,
    hint: `Keep it as a secret: ${set}${rest}.`,
    details: {org, env, app, key, sign},
  };
}
