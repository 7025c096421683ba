import {keyFunction} from '../collections.js';
import {canonicalJson} from '../digest.js';
import type {Collection, Topology} from '../model.js';
import type {PlannedChange} from '../plan.js';

/** Instances and image ids follow from the rest and are told as containers. */
const told = {
  orgs: 'org', nodes: 'node', envs: 'env', memberships: 'membership', entries: 'entry', services: 'service',
  apps: 'app', deployments: 'deployment', configs: 'config', secrets: 'secret',
} as const satisfies Partial<Record<Collection, string>>;

/** The lines of a plan that say what changes in the topology itself. */
export function describeTopologyChanges(before: Topology, after: Topology): readonly PlannedChange[] {
  return (Object.keys(told) as (keyof typeof told)[]).flatMap((collection) => diffCollection(before, after, collection));
}

function diffCollection(before: Topology, after: Topology, collection: keyof typeof told): readonly PlannedChange[] {
  if (before[collection] === after[collection]) return [];
  const key = keyFunction(collection);
  const old = new Map(before[collection].map((row) => [key(row), row]));
  const next = new Map(after[collection].map((row) => [key(row), row]));
  const line = (action: PlannedChange['action'], name: string, reasons: readonly string[]): PlannedChange =>
    ({action, subject: `${told[collection]} ${name}`, parent: null, node: null, reasons, moves: false});
  const added = [...next.keys()].filter((name) => !old.has(name)).map((name) => line('start', name, []));
  const removed = [...old.keys()].filter((name) => !next.has(name)).map((name) => line('stop', name, []));
  const changed = [...next].flatMap(([name, row]) => {
    const previous = old.get(name);
    return previous === undefined || canonicalJson(previous) === canonicalJson(row) ? [] : [line('change', name, changedFields(previous, row))];
  });
  return [...added, ...changed, ...removed];
}

function changedFields(previous: object, next: object): readonly string[] {
  const old = previous as Record<string, unknown>;
  return Object.entries(next).filter(([field, value]) => field !== 'imageId' && canonicalJson(old[field]) !== canonicalJson(value))
    .map(([field, value]) => (isScalar(value) && isScalar(old[field]) ? `${field}: ${String(old[field])} → ${String(value)}` : `${field} changed`));
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}
