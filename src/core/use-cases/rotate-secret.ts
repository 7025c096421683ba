import {violationFailure} from '../domain/errors.js';
import {unknownName} from '../domain/expect.js';
import {deployedApps, orgFlag} from '../domain/indexes.js';
import type {SecretTarget, Topology} from '../domain/model.js';
import {secretName} from '../domain/planning/describe-containers.js';
import type {Violation} from '../domain/violation.js';
import type {Ports} from '../ports/index.js';
import {currentVersion, expectScope, setSecret, type SecretOutcome} from './set-secret.js';

const defaultBytes = 32;

/** A new random value as the next version. Passwords that a database keeps on its own side are not Muster's to invent. */
export async function rotateSecret(
  ports: Ports,
  {secret, force}: {readonly secret: SecretTarget; readonly force: boolean},
  options: {readonly dryRun: boolean},
): Promise<SecretOutcome> {
  const [store, secrets] = await Promise.all([ports.store(), ports.secrets()]);
  const topology = await store.readTopology();
  expectScope(topology, secret);
  if (currentVersion(topology, secret) === 0) throw unknownSecret(topology, secret);
  const kept = passwordElsewhere(topology, secret);
  if (kept && !force) throw violationFailure([kept]);
  const rotated = await setSecret(ports, {secret, value: secrets.generate(bytesFor(topology, secret))}, options);
  return kept ? {...rotated, outcome: {...rotated.outcome, warnings: [...rotated.outcome.warnings, kept]}} : rotated;
}

export function unknownSecret(topology: Topology, {org, env, app, name}: SecretTarget) {
  const known = topology.secrets.filter((row) => row.org === org && row.env === env && row.app === app).map((row) => row.name);
  return unknownName({kind: 'secret', name, known, list: `muster secret list --env ${env}${orgFlag(org)} shows all`});
}

function bytesFor(topology: Topology, {org, env, app, name}: SecretTarget): number {
  const readers = deployedApps(topology).filter(
    ({deployment}) => deployment.org === org && deployment.env === env && (app === null || deployment.app === app),
  );
  const said = readers.flatMap(({recipe}) =>
    Object.entries(recipe.secrets)
      .filter(([variable]) => secretName(variable) === name)
      .map(([, rule]) => rule.generateBytes ?? defaultBytes),
  );
  return Math.max(defaultBytes, ...said);
}

function passwordElsewhere(topology: Topology, {org, env, app, name}: SecretTarget): Violation | null {
  const service = topology.services.find(
    (it) =>
      it.org === org && it.env === env && app === null && it.passwordSecret === name && !(it.managed && it.kind === 'redis'),
  );
  if (!service) return null;
  const owner = service.managed ? 'which takes its password only when its data is first made' : 'which runs outside Muster';
  return {
    code: 'PASSWORD_ELSEWHERE',
    severity: 'error',
    subject: `secret ${name}`,
    details: {org, env, secret: name, service: service.name, kind: service.kind},
    message: `Secret ${name} of env ${env} is the password of ${service.kind} service ${service.name}, ${owner}: a random value would shut every app out.`,
    hint: `Change the password in ${service.name} first, and then keep that one: muster secret set ${name} --env ${env}${orgFlag(org)}`,
  };
}
