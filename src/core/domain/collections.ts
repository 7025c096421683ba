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

/** The collection with each record in the place of the one with its key, or at the end. */
export function withRecords<C extends Collection>(
  topology: Topology,
  collection: C,
  records: readonly Topology[C][number][],
): Topology {
  if (records.length === 0) return topology;
  const key = keyFunction(collection);
  const byKey = new Map((topology[collection] as readonly Topology[C][number][]).map((row) => [key(row), row]));
  for (const record of records) byKey.set(key(record), record);
  return {...topology, [collection]: [...byKey.values()]};
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
  return {...topology, [collection]: (topology[collection] as readonly Topology[C][number][]).filter((row) => !gone(row))};
}

export function keyFunction<C extends Collection>(collection: C): (row: Topology[C][number]) => string {
  return recordKeys[collection] as (row: Topology[C][number]) => string;
}
