import type {DeploymentKey, Instance} from './model.js';

/** Folded form of a name: names differ by more than case. */
export function foldName(name: string): string {
  return name.toLowerCase();
}

export function isLegalName(name: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}

/** Cluster ids are the same in any case; capitals are stored. */
export function foldClusterId(id: string): string {
  return id.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
}

export function isLegalClusterId(id: string): boolean {
  return /^[A-Z0-9_]{1,20}$/.test(id);
}

export function deploymentName(key: DeploymentKey): string {
  return `${key.org}/${key.env}/${key.app}`;
}

/** Name of an instance within its environment: `new-api-slave-2`. */
export function instanceName(instance: Pick<Instance, 'app' | 'role' | 'ordinal'>): string {
  return `${instance.app}-${instance.role}-${instance.ordinal}`;
}

/** Order of plain strings by code unit: the same on every machine, and without the cost of Intl. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
