import type {Observation, ObservedContainer} from '../domain/container.js';
import {findDeployment} from '../domain/changes/with-deployment.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {listWords, orgFlag} from '../domain/indexes.js';
import type {Deployment, Topology} from '../domain/model.js';
import {deploymentName} from '../domain/names.js';
import {isHealthyInstance} from '../domain/planning/previous-versions.js';
import {deployCommand} from '../domain/ways-on.js';
import type {ClusterChange} from './cluster-change.js';

/** A change that is about something else brings no version: what of the deployment runs healthy in another is not replaced by it. */
export function refuseRelease(before: Topology, {containers}: Observation, {releasesNothing: key}: ClusterChange): void {
  const deployment = key && findDeployment(before, key);
  if (!deployment) return;
  const others = otherVersions(deployment, containers);
  const [first] = others;
  if (!first) return;
  const {env, app, version} = deployment;
  const instances = others.map(({name}) => name);
  throw new Failure({
    code: 'RELEASE_UNFINISHED',
    exit: exitCodes.busy,
    subject: `app ${app}`,
    message: `App ${app} in env ${env} is declared in version ${version}, and ${listWords(instances)} ${others.length === 1 ? 'runs' : 'run'} ${first.version}: this command would replace ${others.length === 1 ? 'it' : 'them'}.`,
    hint: `Say which version it is to be: ${deployCommand(deployment, version)}, or back to the version before: ${deployCommand(deployment, first.version)}`,
    details: {...key, version, instances: others.map(({name, node, version: running}) => ({name, node, version: running}))},
  });
}

/** Healthy instances of a deployment in another version than is declared. */
function otherVersions(deployment: Deployment, containers: readonly ObservedContainer[]): readonly ObservedContainer[] {
  const own = containers.filter((it) => isHealthyInstance(it) && deploymentName(it) === deploymentName(deployment));
  return own.filter(({version}) => version !== deployment.version);
}

/** The command that makes what runs of a deployment as it is declared. */
export function mendCommand(deployment: Deployment, containers: readonly ObservedContainer[]): string {
  const {org, env, app, state, version} = deployment;
  if (state === 'stopped') return `muster app stop ${app} --env ${env}${orgFlag(org)}`;
  if (otherVersions(deployment, containers).length > 0) return deployCommand(deployment, version);
  return `muster app start ${app} --env ${env}${orgFlag(org)}`;
}
