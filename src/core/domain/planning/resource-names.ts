import {digestOf} from '../digest.js';
import type {DeploymentKey} from '../model.js';

/**
 * Names on the engine. They carry a digest of the installation and of every name they are made from: `a-b` + `c` and
 * `a` + `b-c` differ, and so do two installations on one machine. The readable part is cut, for compose and Docker
 * limit the length while our own names may have 63 characters each.
 */
function engineName(readable: string, identity: readonly string[]): string {
  return `${readable.slice(0, 40).replace(/-+$/, '')}-${digestOf(identity, 8)}`;
}

export function deploymentProject(installation: string, key: DeploymentKey): string {
  return engineName(`${key.env}-${key.app}`, ['app', installation, key.org, key.env, key.app]);
}

export function servicesProject(installation: string, org: string, env: string): string {
  return engineName(`${env}-services`, ['services', installation, org, env]);
}

/** One network an environment and node, so that instances reach managed services by name. */
export function environmentNetwork(installation: string, org: string, env: string): string {
  return engineName(env, ['network', installation, org, env]);
}

export function volumeName(project: string, container: string, volume: string): string {
  return `${project}-${container.slice(-40)}-${volume}`;
}
