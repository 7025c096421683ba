import {orgFlag} from './indexes.js';
import type {DeploymentKey} from './model.js';
import type {Plan} from './plan.js';

/** How to go on with an operation that did not end. */
export interface WaysOn {
  /** Does what it has not done, which brings its version to the instances that still run another. */
  readonly resume: string;
  /** Bring each of its deployments back to the version that ran before; none where it brought no other. */
  readonly back: readonly string[];
}

interface Halted {
  readonly id: string;
  readonly plan: Pick<Plan, 'previous'>;
}

export function waysOn({id, plan}: Halted): WaysOn {
  return {
    resume: `muster operation resume ${id}`,
    back: (plan.previous ?? []).map((deployment) => deployCommand(deployment, deployment.version)),
  };
}

export function deployCommand({org, env, app}: DeploymentKey, version: string): string {
  return `muster app deploy ${app} --env ${env} --version ${version}${orgFlag(org)}`;
}

export function waysOnHint(operation: Halted): string {
  const {resume, back} = waysOn(operation);
  return back.length === 0 ? resume : `${resume} goes on with it; back to the version before: ${back.join('; ')}`;
}

/** Where what was asked for may be at fault, such as a health path: the command with it corrected takes the operation over. */
export function waysOnFailed(operation: Halted & {readonly command: string}): string {
  const {resume, back} = waysOn(operation);
  if (back.length > 0) return waysOnHint(operation);
  return `${resume} goes on with it; or correct what it asks for, and type it again: ${operation.command}`;
}
