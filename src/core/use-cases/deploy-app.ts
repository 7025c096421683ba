import {withDeployment} from '../domain/changes/with-deployment.js';
import type {Balance, DeploymentKey} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {appScope, expectAppAndEnv, roleCounts} from './deployed-app.js';

export interface DeployRequest {
  readonly key: DeploymentKey;
  readonly version: string;
  readonly slaves?: number | undefined;
  readonly roles: Readonly<Record<string, number>>;
  readonly balance?: Balance | undefined;
  readonly weights: Readonly<Record<string, number>>;
}

/** Runs the app in the environment at the version; what is not said stays as it is. */
export function deployApp(ports: Ports, request: DeployRequest, options: ChangeOptions): Promise<ChangeOutcome> {
  const {key, version, balance, weights} = request;
  return changeCluster(
    ports,
    {
      org: key.org,
      edit: (before) => {
        const {recipe} = expectAppAndEnv(before, key);
        roleCounts(recipe, {roles: weights});
        return withDeployment(before, {key, version, roles: roleCounts(recipe, request), weights, ...(balance ? {balance} : {})});
      },
      scope: (before, after) => appScope(before, after, key),
    },
    options,
  );
}
