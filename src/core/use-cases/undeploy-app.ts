import {findDeployment, withoutDeployment} from '../domain/changes/with-deployment.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {orgFlag} from '../domain/indexes.js';
import type {DeploymentKey, Topology} from '../domain/model.js';
import {nearestName} from '../domain/nearest.js';
import type {Ports} from '../ports/index.js';
import {deploymentScope, type ChangeOptions, type ChangeOutcome} from './cluster-change.js';
import {expectAppAndEnv} from './deployed-app.js';
import {removeFromCluster} from './remove-from-cluster.js';

/** Removes an app from an environment; its volumes stay unless they are to go too. One that is not deployed is looked at all the same: its volumes, or what an interrupted run left, may be there. */
export function undeployApp(
  ports: Ports,
  request: {readonly key: DeploymentKey; readonly volumes: boolean},
  options: ChangeOptions,
): Promise<ChangeOutcome> {
  const {key, volumes} = request;
  return removeFromCluster(
    ports,
    {
      org: key.org,
      mayBeLeft: true,
      missing: (before) => (findDeployment(before, key) ? null : notDeployed(before, key)),
      edit: (before) => {
        expectAppAndEnv(before, key);
        return withoutDeployment(before, key);
      },
      scope: (_before, after) => ({...deploymentScope(after, [key]), removeVolumes: volumes}),
    },
    options,
  );
}

function notDeployed({deployments}: Topology, key: DeploymentKey): Failure {
  const {org, env, app} = key;
  const known = deployments.filter((row) => row.org === org && row.env === env).map((row) => row.app);
  const nearest = nearestName(app, known);
  return new Failure({
    code: 'NOT_DEPLOYED',
    exit: exitCodes.notFound,
    subject: `app ${app}`,
    details: {...key, nearest},
    message: `App ${app} is not deployed in env ${env}.`,
    hint: `${nearest === null ? '' : `Did you mean ${nearest}? `}muster status --env ${env}${orgFlag(org)} shows what is`,
  });
}
