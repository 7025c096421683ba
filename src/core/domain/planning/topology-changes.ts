import {valueDifferences} from '../value-differences.js';
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

const noReasons: readonly string[] = [];

/**
 * The lines of a plan that say what changes in the topology itself. Those of a large fleet are hundreds of thousands, so each is
 * made when it is looked at.
 */
export class TopologyChanges implements Iterable<PlannedChange> {
  readonly #before: Topology;
  readonly #after: Topology;

  constructor(before: Topology, after: Topology) {
    this.#before = before;
    this.#after = after;
  }

  *[Symbol.iterator](): Generator<PlannedChange> {
    for (const collection of Object.keys(titles) as Told[]) yield* diffCollection(this.#before, this.#after, collection);
  }

  toJSON(): readonly PlannedChange[] {
    return [...this];
  }
}

function* diffCollection<C extends Told>(before: Topology, after: Topology, collection: C): Generator<PlannedChange> {
  if (before[collection] === after[collection]) return;
  type Row = Topology[C][number];
  const title = titles[collection] as (row: Row) => string;
  const line = (action: PlannedChange['action'], row: Row, reasons = noReasons): PlannedChange => ({
    action,
    subject: title(row),
    parent: null,
    node: null,
    reasons,
    moves: false,
  });
  const find = rowFinder(before, collection);
  const changed: (readonly [Row, Row])[] = [];
  const stays = new Set<Row>();
  for (const row of after[collection] as readonly Row[]) {
    const previous = find(row as RecordKey<C>);
    if (previous === undefined) yield line('start', row);
    else if (!isSame(previous, row)) changed.push([previous, row]);
    if (previous !== undefined) stays.add(previous);
  }
  for (const [previous, row] of changed) yield line('change', row, changedFields(previous, row));
  for (const row of before[collection] as readonly Row[]) if (!stays.has(row)) yield line('stop', row);
}

/** More of one field than these say no more than their number. */
const mostOfField = 4;

function changedFields(previous: object, next: object): readonly string[] {
  const old = previous as Record<string, unknown>;
  return Object.entries(next)
    .filter(([field, value]) => field !== 'imageId' && !isSame(old[field], value))
    .flatMap(([field, value]) => {
      const differences = valueDifferences(old[field], value, [field]);
      const more = differences.length - mostOfField;
      return more <= 0 ? differences : [...differences.slice(0, mostOfField), `${more} more of ${field}`];
    });
}
