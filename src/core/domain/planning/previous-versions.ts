import type {Observation, ObservedContainer} from '../container.js';
import {groupBy} from '../indexes.js';
import type {DeploymentKey, Topology} from '../model.js';
import {deploymentName} from '../names.js';
import type {PreviousVersion} from '../plan.js';

interface Input {
  readonly before: Topology;
  readonly after: Topology;
  readonly observation: Observation;
  readonly scope: {readonly deployments: readonly DeploymentKey[]};
}

/** For each deployment that gets another version than runs of it: what runs healthy, or else what was declared before. */
export function previousVersions({before, after, observation, scope}: Input): readonly PreviousVersion[] {
  if (scope.deployments.length === 0) return [];
  const [stood, wanted] = [versionsOf(before), versionsOf(after)];
  const running = groupBy(observation.containers.filter(isHealthyInstance), deploymentName);
  return scope.deployments.flatMap((key) => {
    const name = deploymentName(key);
    const next = wanted.get(name);
    if (next === undefined) return [];
    const declared = stood.get(name);
    const others = (running.get(name) ?? []).map(({version}) => version).filter((version) => version !== next);
    const version = declared !== undefined && others.includes(declared) ? declared : (others[0] ?? declared);
    return version === undefined || version === next ? [] : [{org: key.org, env: key.env, app: key.app, version, next}];
  });
}

function versionsOf({deployments}: Topology): ReadonlyMap<string, string> {
  return new Map(deployments.map((deployment) => [deploymentName(deployment), deployment.version]));
}

export function isHealthyInstance({kind, state, health}: ObservedContainer): boolean {
  return kind === 'instance' && state === 'running' && (health === 'healthy' || health === 'none');
}
