import {withoutEnv} from '../domain/changes/with-env.js';
import {findEnv} from '../domain/find.js';
import type {Ports} from '../ports/index.js';
import {absent} from './absent.js';
import {changeCluster} from './change-cluster.js';
import type {TopologyOutcome} from './change-topology.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {envScope} from './env-scope.js';
import {expectFinished} from './expect-finished.js';
import {expectUnlocked} from './locks.js';

export interface EnvRemoval {
  readonly org: string;
  readonly env: string;
  /** With everything in it: containers, volumes, config and secrets. */
  readonly cascade: boolean;
}

export async function deleteEnv(
  ports: Ports,
  target: EnvRemoval,
  options: ChangeOptions,
): Promise<ChangeOutcome | TopologyOutcome> {
  const {org, env, cascade} = target;
  const before = await (await ports.store()).readTopology();
  if (!findEnv(before, org, env)) {
    const leases = `${org}/${env}`;
    await expectFinished(ports, `env ${env}`, (plan) =>
      plan.leases.some((lease) => lease === `services ${leases}` || lease.startsWith(`deployment ${leases}/`)),
    );
    return absent(before, {kind: 'env', org, name: env, known: before.envs}, options);
  }
  await expectUnlocked(ports, {org, envs: [env]});
  return changeCluster(
    ports,
    {
      org,
      edit: (topology) => withoutEnv(topology, target),
      scope: (old, after) => envScope(old, after, {org, envs: [env], removeVolumes: cascade}),
    },
    options,
  );
}
