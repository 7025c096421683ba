import type {Connection} from '../database.js';
import type {Tables} from '../schema.js';
import {markTable} from './marks.js';
import {troubleOf} from './trouble.js';

export interface Recorded {
  /** Of the last migration; 0 where none was recorded. */
  readonly number: number;
  /** Muster that made it. */
  readonly version: string;
}

const none: Recorded = {number: 0, version: ''};

/** What the database says of its schema, whoever made it. */
export async function recordedVersion(connection: Connection): Promise<Recorded> {
  try {
    const [row] = await connection.all('select `number`, `version` from `migrations` order by `number` desc limit 1', []);
    return row ? {number: Number(row['number']), version: String(row['version'])} : none;
  } catch (error) {
    // No such table, or one of others with other columns.
    if (troubleOf(error) === 'altered') return none;
    throw error;
  }
}

const ownTables: Readonly<Record<keyof Tables, true>> = {
  seals: true,
  migrations: true,
  clusters: true,
  orgs: true,
  node_groups: true,
  workspaces: true,
  nodes: true,
  envs: true,
  memberships: true,
  entries: true,
  services: true,
  apps: true,
  deployments: true,
  instances: true,
  configs: true,
  secrets: true,
  node_endpoints: true,
  entry_routes: true,
  instance_ports: true,
  settings: true,
  operations: true,
  operation_plans: true,
  journal_entries: true,
  leases: true,
  cluster_beats: true,
  audit_records: true,
};

/**
 * Tables that a store which nobody finished making would not have. Making one begins with the marks, whose name nobody else
 * uses: without them every table is another's, whatever its name.
 */
export async function foreignTables(connection: Connection): Promise<readonly string[]> {
  const rows = await connection.all(
    'select table_name as name from information_schema.tables where table_schema = database() order by table_name',
    [],
  );
  const names = rows.map((row) => String(row['name']));
  const begun = names.includes(markTable);
  return names.filter((name) => name !== markTable && !(begun && Object.hasOwn(ownTables, name)));
}
