import type {Tables} from './schema.js';

/** Every table, so that none can be forgotten. */
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

export function isOwnTable(name: string): name is keyof Tables {
  return Object.hasOwn(ownTables, name);
}
