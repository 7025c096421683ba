import {withoutService} from '../domain/changes/with-service.js';
import {violationFailure} from '../domain/errors.js';
import {expectEnv} from '../domain/expect.js';
import {findService} from '../domain/find.js';
import {deployedApps, listWords, orgFlag} from '../domain/indexes.js';
import type {Service, Topology} from '../domain/model.js';
import {serviceFor} from '../domain/planning/service-connection.js';
import type {Violation} from '../domain/violation.js';
import type {Ports} from '../ports/index.js';
import {absent} from './absent.js';
import {changeCluster} from './change-cluster.js';
import type {TopologyOutcome} from './change-topology.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {expectUnlocked} from './locks.js';
import {serviceScope} from './service-scope.js';

export interface ServiceTarget {
  readonly org: string;
  readonly env: string;
  readonly name: string;
  /** Though apps of the environment use it. */
  readonly force: boolean;
}

/** Forgets a service; the container of a managed one is removed, and its data volume stays on the node. */
export async function removeService(
  ports: Ports,
  target: ServiceTarget,
  options: ChangeOptions,
): Promise<ChangeOutcome | TopologyOutcome> {
  const before = await (await ports.store()).readTopology();
  expectEnv(before, target.org, target.env);
  const service = findService(before, target, target.name);
  if (!service)
    return absent(
      before,
      {
        kind: 'service',
        org: target.org,
        name: target.name,
        known: before.services.filter((it) => it.env === target.env),
        within: {env: target.env},
      },
      options,
    );
  await expectUnlocked(ports, {org: target.org, envs: [target.env]});
  const used = serviceInUse(before, service);
  if (used && !target.force) throw violationFailure([used]);
  const outcome = await changeCluster(
    ports,
    {
      org: target.org,
      edit: (topology) => withoutService(topology, target),
      scope: (old, after) => serviceScope(old, after, service),
    },
    options,
  );
  return used ? {...outcome, warnings: [...outcome.warnings, used]} : outcome;
}

function serviceInUse(topology: Topology, service: Service): Violation | null {
  const {org, env, name} = service;
  const users = deployedApps(topology)
    .filter(({deployment}) => deployment.org === org && deployment.env === env)
    .filter(({recipe}) =>
      Object.keys(recipe.services).some((slot) => serviceFor(topology, {org, env, recipe, slot})?.name === name),
    )
    .map(({app}) => app.name);
  if (users.length === 0) return null;
  return {
    code: 'SERVICE_IN_USE',
    severity: 'error',
    subject: `service ${name}`,
    message: `Service ${name} of env ${env} cannot be removed while ${listWords(users)} ${users.length === 1 ? 'uses' : 'use'} it.`,
    hint: `Undeploy first (muster app undeploy ${users[0]} --env ${env}${orgFlag(org)}), or remove it all the same with --force.`,
    details: {org, env, service: name, apps: users},
  };
}
