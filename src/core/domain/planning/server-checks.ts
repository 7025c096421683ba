import type {ObservedContainer} from '../container.js';
import type {Health, Instance} from '../model.js';
import {deploymentName, instanceName} from '../names.js';
import type {ProxyHealth} from '../proxy.js';

/** By what balancers judge an instance, and the name of the port that they ask. */
export interface ServerCheck extends ProxyHealth {
  readonly port: string;
}

/** Checks by `org/env/app/instance`. */
export type ServerChecks = ReadonlyMap<string, ServerCheck>;

export function checkOf({retries, successes, port, scheme, host, path, status, contains, ...times}: Health): ServerCheck {
  const {intervalMs, timeoutMs} = times;
  return {port, scheme, host, path, status, contains, intervalMs, timeoutMs, fall: retries, rise: successes};
}

export function checkKey(instance: Instance): string {
  return `${deploymentName(instance)}/${instanceName(instance)}`;
}

/**
 * The checks that instances were started with. Until an instance is replaced it is judged by its own: settings that nobody
 * has tried yet take nothing out that serves.
 */
export function runningChecks(containers: readonly ObservedContainer[]): ServerChecks {
  const running = containers.filter(({kind, state, judgedBy}) => kind === 'instance' && state === 'running' && judgedBy !== '');
  return new Map(
    running.flatMap((container): [string, ServerCheck][] => {
      const check = parsed(container.judgedBy);
      return check === null ? [] : [[`${deploymentName(container)}/${container.name}`, check]];
    }),
  );
}

function parsed(text: string): ServerCheck | null {
  try {
    return JSON.parse(text) as ServerCheck;
  } catch {
    return null;
  }
}
