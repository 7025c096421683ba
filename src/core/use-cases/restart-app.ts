import {withNextGeneration} from '../domain/changes/with-deployment.js';
import type {DeploymentKey} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {expectReleased} from './expect-finished.js';
import {appScope, expectDeployment} from './deployed-app.js';

/** Replaces every instance, one by one, in the order of the recipe. */
export async function restartApp(ports: Ports, key: DeploymentKey, options: ChangeOptions): Promise<ChangeOutcome> {
  await expectReleased(ports, key);
  return changeCluster(
    ports,
    {
      org: key.org,
      releasesNothing: key,
      edit: (before) => {
        expectDeployment(before, key);
        return withNextGeneration(before, key);
      },
      scope: (before, after) => appScope(before, after, key),
    },
    options,
  );
}
