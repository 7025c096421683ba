import {fingerprint} from './digest.js';
import {listWords, orgFlag, sortedUnique} from './indexes.js';
import type {Deployment, Recipe} from './model.js';
import type {Violation} from './violation.js';
import {deployCommand} from './ways-on.js';

/** A running instance with the environment that its container really has. */
export interface RunningInstance {
  readonly name: string;
  readonly role: string;
  readonly version: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface ConsistencyInput {
  readonly deployment: Deployment;
  readonly recipe: Recipe;
  readonly instances: readonly RunningInstance[];
}

/** What running instances of one deployment contradict each other or their recipe in, though each may be healthy by itself. */
export function checkConsistency(input: ConsistencyInput): readonly Violation[] {
  if (input.instances.length === 0) return [];
  return [...checkMasters(input), ...checkVersions(input), ...checkSecrets(input), ...checkSpelling(input)];
}

export interface SecretDigests {
  readonly variable: string;
  readonly equal: boolean;
  /** By instance; null where the variable is not set. */
  readonly digests: Readonly<Record<string, string | null>>;
}

/** Shared secrets as running instances have them, shown as digests. */
export function secretDigests({recipe, instances}: ConsistencyInput): readonly SecretDigests[] {
  return Object.keys(recipe.secrets)
    .sort()
    .map((variable) => {
      const digests = Object.fromEntries(instances.map(({name, environment}) => [name, valueDigest(environment[variable])]));
      return {variable, digests, equal: new Set(Object.values(digests)).size <= 1 && !Object.values(digests).includes(null)};
    });
}

function valueDigest(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : fingerprint(value);
}

function checkMasters(input: ConsistencyInput): readonly Violation[] {
  const {recipe, instances} = input;
  return Object.keys(recipe.roles)
    .filter((role) => recipe.roles[role]?.count === 1)
    .flatMap((role) => {
      const acting = instances.filter((instance) => actsAs(recipe, role, instance)).map(({name}) => name);
      if (acting.length === 1) return [];
      const message =
        acting.length === 0
          ? `No running instance of ${where(input)} acts as ${role}.`
          : `${acting.length} instances of ${where(input)} act as ${role}: ${listWords(acting)}.`;
      return [finding(input, 'ONE_MASTER', message, {role, acting})];
    });
}

/** By the variables that tell the role; whatever is spelled like no other role acts as the one that there is once. */
function actsAs(recipe: Recipe, role: string, instance: RunningInstance): boolean {
  if (roleKeys(recipe).length === 0) return instance.role === role;
  return (
    matches(recipe, role, instance) ||
    !Object.keys(recipe.roles).some((other) => other !== role && matches(recipe, other, instance))
  );
}

function matches(recipe: Recipe, role: string, {environment}: RunningInstance): boolean {
  return roleKeys(recipe).every((key) => expectedValue(recipe, role, key) === environment[key]);
}

/** Variables whose value is the role, or differs by it. */
function roleKeys(recipe: Recipe): readonly string[] {
  const own = Object.values(recipe.roles).flatMap(({env}) => Object.keys(env).filter((key) => typeof env[key] === 'string'));
  const named = Object.keys(recipe.env).filter((key) => isRoleName(recipe.env[key]));
  return sortedUnique([...own, ...named]);
}

function isRoleName(value: Recipe['env'][string] | undefined): boolean {
  return typeof value === 'object' && 'instance' in value && value.instance === 'role';
}

function expectedValue(recipe: Recipe, role: string, key: string): string | undefined {
  const value = recipe.roles[role]?.env[key] ?? recipe.env[key];
  if (typeof value === 'string') return value;
  return isRoleName(value) ? role : undefined;
}

function checkVersions(input: ConsistencyInput): readonly Violation[] {
  const versions = sortedUnique(input.instances.map(({version}) => version));
  if (versions.length === 1 && versions[0] === input.deployment.version) return [];
  return [
    finding(input, 'VERSION_SKEW', `${where(input)} should run ${input.deployment.version} and runs ${listWords(versions)}.`, {
      wanted: input.deployment.version,
      versions,
    }),
  ];
}

function checkSecrets(input: ConsistencyInput): readonly Violation[] {
  return secretDigests(input)
    .filter(({equal}) => !equal)
    .map(({variable, digests}) => {
      const missing = Object.keys(digests).filter((name) => digests[name] === null);
      const shown = Object.entries(digests)
        .map(([name, digest]) => `${name} ${digest ?? 'none'}`)
        .join(', ');
      const message =
        missing.length > 0
          ? `${variable} is not set in ${listWords(missing)} of ${where(input)}.`
          : `${variable} differs between instances of ${where(input)}: ${shown}.`;
      return finding(input, 'SAME_SECRET', message, {variable, digests});
    });
}

function checkSpelling(input: ConsistencyInput): readonly Violation[] {
  const {recipe, instances} = input;
  const known = new Map(
    [...Object.keys(recipe.env), ...Object.keys(recipe.secrets), ...recipe.knownConfig, ...roleKeys(recipe)].map((key) => [
      key.toLowerCase(),
      key,
    ]),
  );
  const odd = sortedUnique(
    instances
      .flatMap(({environment}) => Object.keys(environment))
      .filter((key) => (known.get(key.trim().toLowerCase()) ?? key) !== key),
  );
  return odd.map((key) =>
    finding(
      input,
      'ENV_NAME_CASE',
      `Instances of ${where(input)} have the variable ${key}, which the app does not read: it is spelled ${known.get(key.trim().toLowerCase())}.`,
      {key},
    ),
  );
}

function where({deployment}: ConsistencyInput): string {
  return `app ${deployment.app} in env ${deployment.env}`;
}

function finding(input: ConsistencyInput, code: string, message: string, details: Readonly<Record<string, unknown>>): Violation {
  const {org, env, app, version} = input.deployment;
  // A restart brings no other version than the one that runs.
  const isMixed = input.instances.some((instance) => instance.version !== version);
  const mend = isMixed ? deployCommand(input.deployment, version) : `muster app restart ${app} --env ${env}${orgFlag(org)}`;
  return {
    code,
    severity: 'error',
    subject: `app ${app}`,
    message,
    hint: `muster app status ${app} --env ${env}${orgFlag(org)}; ${mend} starts all with what is declared`,
    details: {env, app, ...details},
  };
}
