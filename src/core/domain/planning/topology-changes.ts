import {isSame, type RecordKey, rowFinder} from '../collections.js';
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
  type Row = Topology[C][number];
  const title = titles[collection] as (row: Row) => string;
  const line = (action: PlannedChange['action'], row: Row, reasons: readonly string[] = []): PlannedChange => ({
    action,
    subject: title(row),
    parent: null,
    node: null,
    reasons,
    moves: false,
  });
  const find = rowFinder(before, collection);
  const [added, changed]: [PlannedChange[], PlannedChange[]] = [[], []];
  const stays = new Set<Row>();
  for (const row of after[collection] as readonly Row[]) {
    const previous = find(row as RecordKey<C>);
    if (previous === undefined) added.push(line('start', row));
    else if (!isSame(previous, row)) changed.push(line('change', row, changedFields(previous, row)));
    if (previous !== undefined) stays.add(previous);
  }
  const gone = (before[collection] as readonly Row[]).filter((row) => !stays.has(row));
  return [...added, ...changed, ...gone.map((row) => line('stop', row))];
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
