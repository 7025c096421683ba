import {isSame, keyFunction} from '../collections.js';
import type {Collection, Topology} from '../model.js';
import type {PlannedChange} from '../plan.js';

type Told = Exclude<Collection, 'instances'>;

/** How each record is called in a plan. Instances follow from the rest and are told as containers. */
const titles: {readonly [C in Told]: (row: Topology[C][number]) => string} = {
  clusters: (row) => `cluster ${row.id}`,
  orgs: (row) => `org ${row.name}`,
  groups: (row) => `group ${row.name}`,
  workspaces: (row) => `workspace ${row.name}`,
  nodes: (row) => `node ${row.name}`,
  envs: (row) => `env ${row.name}`,
  memberships: (row) => `node ${row.node} in env ${row.env}`,
  entries: (row) => `entry ${row.address}${row.path === '/' ? '' : row.path} of ${row.env}`,
  services: (row) => `service ${row.name} of ${row.env}`,
  apps: (row) => `app ${row.name}`,
  deployments: (row) => `deployment ${row.app} in ${row.env}`,
  configs: (row) => `config ${row.key} of ${row.app === null ? row.env : `${row.app} in ${row.env}`}`,
  secrets: (row) => `secret ${row.name} of ${row.app === null ? row.env : `${row.app} in ${row.env}`}`,
};

/** The lines of a plan that say what changes in the topology itself. */
export function describeTopologyChanges(before: Topology, after: Topology): readonly PlannedChange[] {
  return (Object.keys(titles) as Told[]).flatMap((collection) => diffCollection(before, after, collection));
}

function diffCollection<C extends Told>(before: Topology, after: Topology, collection: C): readonly PlannedChange[] {
  if (before[collection] === after[collection]) return [];
  const key = keyFunction(collection);
  const rowsOf = (topology: Topology) =>
    new Map((topology[collection] as readonly Topology[C][number][]).map((row) => [key(row), row]));
  const old = rowsOf(before);
  const next = rowsOf(after);
  const title = titles[collection] as (row: Topology[C][number]) => string;
  const line = (action: PlannedChange['action'], name: string, reasons: readonly string[]): PlannedChange => ({
    action,
    subject: title((next.get(name) ?? old.get(name)) as Topology[C][number]),
    parent: null,
    node: null,
    reasons,
    moves: false,
  });
  const added = [...next.keys()].filter((name) => !old.has(name)).map((name) => line('start', name, []));
  const removed = [...old.keys()].filter((name) => !next.has(name)).map((name) => line('stop', name, []));
  const changed = [...next].flatMap(([name, row]) => {
    const previous = old.get(name);
    return previous === undefined || isSame(previous, row) ? [] : [line('change', name, changedFields(previous, row))];
  });
  return [...added, ...changed, ...removed];
}

function changedFields(previous: object, next: object): readonly string[] {
  const old = previous as Record<string, unknown>;
  return Object.entries(next)
    .filter(([field, value]) => field !== 'imageId' && !isSame(old[field], value))
    .map(([field, value]) =>
      isScalar(value) && isScalar(old[field]) ? `${field}: ${String(old[field])} → ${String(value)}` : `${field} changed`,
    );
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}
