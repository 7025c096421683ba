import {deployedApps} from '../domain/indexes.js';
import type {Recipe, SecretTarget, Topology} from '../domain/model.js';
import {secretName} from '../domain/planning/describe-containers.js';
import {noFacts, type Facts} from '../domain/rules/rule.js';
import {secretWeakness} from '../domain/secrets/secret-weakness.js';

/** Whether deployed apps refuse the value, or everybody knows or can guess it. */
export function weakSecretFacts(
  topology: Topology,
  {secret, value}: {readonly secret: SecretTarget; readonly value: string},
): Facts {
  const {org, env, app, name} = secret;
  const readers = deployedApps(topology).filter(
    ({deployment}) => deployment.org === org && deployment.env === env && (app === null || deployment.app === app),
  );
  const rules = readers.flatMap(({recipe}) => rulesOf(recipe, name));
  const weakness = secretWeakness(value, rules);
  return weakness === null ? noFacts : {...noFacts, weakSecrets: new Map([[`${org}/${env}/${app ?? '*'}/${name}`, weakness]])};
}

function rulesOf(recipe: Recipe, name: string) {
  return Object.entries(recipe.secrets)
    .filter(([variable]) => secretName(variable) === name)
    .map(([, rule]) => rule);
}
