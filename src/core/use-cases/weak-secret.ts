import {deployedApps} from '../domain/indexes.js';
import type {Environment, Recipe, SecretTarget, Topology} from '../domain/model.js';
import {secretName} from '../domain/planning/describe-containers.js';
import {noFacts, type Facts} from '../domain/rules/rule.js';
import {isProduction} from '../domain/rules/same-secret.js';
import {secretWeakness} from '../domain/secrets/secret-weakness.js';
import type {Ports} from '../ports/index.js';
import {openSecrets} from './open-secrets.js';

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

export interface OpenSecret {
  readonly secret: SecretTarget;
  readonly value: string;
}

/** The same of several. */
export function weakSecretsFacts(topology: Topology, opened: readonly OpenSecret[]): Facts {
  return {...noFacts, weakSecrets: new Map(opened.flatMap((one) => [...weakSecretFacts(topology, one).weakSecrets]))};
}

type Labelled = Pick<Environment, 'org' | 'name' | 'labels'>;

/** Facts of secrets that are in an environment before a change labels it stage=production: none was judged by that label. */
export async function gatherRelabelled(ports: Ports, envs: readonly Labelled[]): Promise<(after: Topology) => Facts> {
  if (!envs.some(({labels}) => isProduction(labels))) return () => noFacts;
  const before = await (await ports.store()).readTopology(['envs', 'secrets']);
  const opened = await openRelabelled(ports, before, envs);
  return (after) => weakSecretsFacts(after, opened);
}

export async function openRelabelled(ports: Ports, before: Topology, envs: readonly Labelled[]): Promise<readonly OpenSecret[]> {
  const others = new Set(before.envs.filter(({labels}) => !isProduction(labels)).map(keyOf));
  const relabelled = new Set(envs.filter((env) => isProduction(env.labels) && others.has(keyOf(env))).map(keyOf));
  if (relabelled.size === 0) return [];
  const secrets = before.secrets.filter(({org, env}) => relabelled.has(keyOf({org, name: env})));
  const values = await openSecrets(ports, secrets);
  return secrets.flatMap((secret) => {
    const value = values.find(secret);
    return value === null ? [] : [{secret, value}];
  });
}

function keyOf({org, name}: Pick<Environment, 'org' | 'name'>): string {
  return `${org}/${name}`;
}

function rulesOf(recipe: Recipe, name: string) {
  return Object.entries(recipe.secrets)
    .filter(([variable]) => secretName(variable) === name)
    .map(([, rule]) => rule);
}
