import {withoutSecret} from '../domain/changes/with-config.js';
import {violationFailure} from '../domain/errors.js';
import {deployedApps, listWords, orgFlag} from '../domain/indexes.js';
import type {SecretTarget, Topology} from '../domain/model.js';
import {secretName} from '../domain/planning/describe-containers.js';
import type {Violation} from '../domain/violation.js';
import type {Ports} from '../ports/index.js';
import {absent, type RemovalOptions} from './absent.js';
import {changeTopology, type TopologyOutcome} from './change-topology.js';
import {withRestartHint} from './restart-hint.js';
import {currentVersion, expectScope} from './set-secret.js';

/** Forgets every version of a secret. */
export async function unsetSecret(
  ports: Ports,
  {secret, force}: {readonly secret: SecretTarget; readonly force: boolean},
  options: RemovalOptions,
): Promise<TopologyOutcome> {
  const topology = await (await ports.store()).readTopology();
  expectScope(topology, secret);
  const siblings = topology.secrets.filter((row) => row.env === secret.env && row.app === secret.app);
  if (currentVersion(topology, secret) === 0)
    return absent(topology, {kind: 'secret', org: secret.org, name: secret.name, known: siblings, within: secret}, options);
  const used = secretInUse(topology, secret);
  if (used && !force) throw violationFailure([used]);
  const outcome = withRestartHint(
    await changeTopology(ports, {org: secret.org, envs: [secret.env], edit: (before) => withoutSecret(before, secret)}, options),
    secret,
  );
  return used ? {...outcome, warnings: [...outcome.warnings, used]} : outcome;
}

function secretInUse(topology: Topology, {org, env, app, name}: SecretTarget): Violation | null {
  const services =
    app !== null
      ? []
      : topology.services
          .filter((it) => it.org === org && it.env === env && it.passwordSecret === name)
          .map((it) => `service ${it.name}`);
  const readers = deployedApps(topology).filter(
    ({deployment}) => deployment.org === org && deployment.env === env && (app === null || deployment.app === app),
  );
  const apps = readers
    .filter(({recipe}) => Object.keys(recipe.secrets).some((variable) => secretName(variable) === name))
    .map((it) => `app ${it.app.name}`);
  const users = [...services, ...apps];
  if (users.length === 0) return null;
  return {
    code: 'SECRET_IN_USE',
    severity: 'error',
    subject: `secret ${name}`,
    details: {org, env, app, secret: name, users},
    message: `Secret ${name} of env ${env} cannot be unset while ${listWords(users)} ${users.length === 1 ? 'needs' : 'need'} it.`,
    hint: `Set another value instead (muster secret set ${name} --env ${env}${app === null ? '' : ` --app ${app}`}${orgFlag(org)}), or unset it all the same: muster secret unset ${name} --env ${env}${app === null ? '' : ` --app ${app}`} --force${orgFlag(org)}`,
  };
}
