import {withRecord} from '../domain/collections.js';
import type {DeploymentKey} from '../domain/model.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {expectReleased} from './expect-finished.js';
import {appScope, expectDeployment, roleCounts} from './deployed-app.js';

export interface ScaleRequest {
  readonly key: DeploymentKey;
  readonly slaves?: number | undefined;
  readonly roles: Readonly<Record<string, number>>;
}

/** Gives roles of a deployment other numbers; instances with the highest ordinals go first. */
export async function scaleApp(ports: Ports, request: ScaleRequest, options: ChangeOptions): Promise<ChangeOutcome> {
  const {key} = request;
  await expectReleased(ports, key);
  return changeCluster(
    ports,
    {
      org: key.org,
      releasesNothing: key,
      edit: (before) => {
        const {deployment, recipe} = expectDeployment(before, key);
        return withRecord(before, 'deployments', {...deployment, roles: {...deployment.roles, ...roleCounts(recipe, request)}});
      },
      scope: (before, after) => appScope(before, after, key),
    },
    options,
  );
}
