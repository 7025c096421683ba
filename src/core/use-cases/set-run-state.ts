import {withRunState} from '../domain/changes/with-deployment.js';
import type {DeploymentKey, RunState} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {expectReleased} from './expect-finished.js';
import {appScope, expectDeployment} from './deployed-app.js';

/** Stops every instance of a deployment where it stands, or starts them again. */
export async function setRunState(
  ports: Ports,
  request: {readonly key: DeploymentKey; readonly state: RunState},
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  const {key, state} = request;
  if (state === 'running') await expectReleased(ports, key);
  return changeCluster(
    ports,
    {
      org: key.org,
      ...(state === 'running' ? {releasesNothing: key} : {}),
      edit: (before) => {
        expectDeployment(before, key);
        return withRunState(before, key, state);
      },
      scope: (before, after) => appScope(before, after, key),
    },
    options,
  );
}
