import {withoutDeployment} from '../domain/changes/with-deployment.js';
import type {DeploymentKey} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import {deploymentScope, type ChangeOptions, type ChangeOutcome} from './cluster-change.js';
import {expectAppAndEnv} from './deployed-app.js';

/** Removes an app from an environment; its volumes stay unless they are to go too. Not deployed is what it should be. */
export function undeployApp(
  ports: Ports,
  request: {readonly key: DeploymentKey; readonly volumes: boolean},
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  const {key, volumes} = request;
  return changeCluster(
    ports,
    {
      org: key.org,
      edit: (before) => {
        expectAppAndEnv(before, key);
        return withoutDeployment(before, key);
      },
      scope: (_before, after) => ({...deploymentScope(after, [key]), removeVolumes: volumes}),
    },
    options,
  );
}
