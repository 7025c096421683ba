import type {Collection, Topology} from './model.js';

type Keys = {readonly [C in Collection]: (row: Topology[C][number]) => string};

/** The identity of a record within its collection. */
export const recordKeys: Keys = {
  clusters: (row) => row.id,
  orgs: (row) => row.name,
  groups: (row) => `${row.org}/${row.name}`,
  workspaces: (row) => `${row.org}/${row.name}`,
  nodes: (row) => `${row.org}/${row.name}`,
  envs: (row) => `${row.org}/${row.name}`,
  memberships: (row) => `${row.org}/${row.env}/${row.node}`,
  entries: (row) => `${row.org}/${row.env}/${row.address}${row.path}`,
  services: (row) => `${row.org}/${row.env}/${row.name}`,
  apps: (row) => `${row.org}/${row.name}`,
  deployments: (row) => `${row.org}/${row.env}/${row.app}`,
  instances: (row) => `${row.org}/${row.env}/${row.app}/${row.role}/${row.ordinal}`,
  configs: (row) => `${row.org}/${row.env}/${row.app ?? ''}/${row.key}`,
  secrets: (row) => `${row.org}/${row.env}/${row.app ?? ''}/${row.name}`,
};

/** The rows of a collection by their keys. */
export function recordsByKey<C extends Collection>(topology: Topology, collection: C): Map<string, Topology[C][number]> {
  const key = keyFunction(collection);
  return new Map(rowsOf(topology, collection).map((row) => [key(row), row]));
}

/**
 * The collection with each record in the place of the one with its key, or at the end. What stands already as it is asked for
 * stays the same object, so that what did not change is known without a look at it.
 */
export function withRecords<C extends Collection>(
  topology: Topology,
  collection: C,
  records: readonly Topology[C][number][],
): Topology {
  if (records.length === 0) return topology;
  const key = keyFunction(collection);
  const byKey = recordsByKey(topology, collection);
  let changed = false;
  for (const record of records) {
    const name = key(record);
    if (isSame(byKey.get(name), record)) continue;
    byKey.set(name, record);
    changed = true;
  }
  return changed ? {...topology, [collection]: [...byKey.values()]} : topology;
}

export function withRecord<C extends Collection>(topology: Topology, collection: C, record: Topology[C][number]): Topology {
  return withRecords(topology, collection, [record]);
}

/** The collection without the records that the test accepts. */
export function withoutRecords<C extends Collection>(
  topology: Topology,
  collection: C,
  gone: (row: Topology[C][number]) => boolean,
): Topology {
  const rows = rowsOf(topology, collection);
  const kept = rows.filter((row) => !gone(row));
  return kept.length === rows.length ? topology : {...topology, [collection]: kept};
}

export function keyFunction<C extends Collection>(collection: C): (row: Topology[C][number]) => string {
  return recordKeys[collection] as (row: Topology[C][number]) => string;
}

function rowsOf<C extends Collection>(topology: Topology, collection: C): readonly Topology[C][number][] {
  return topology[collection] as readonly Topology[C][number][];
}

/** Equality of plain values; the order of keys does not count. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
