import {type AnyMapping, type Mapping, untyped} from '../codec.js';
import {mappings} from '../mappings.js';
import type {Row, Tables} from '../schema.js';
import {auditMapping} from '../tables/audit.js';
import {journalMapping, journalScope} from '../tables/journal.js';
import {leaseMapping} from '../tables/leases.js';
import {movedSetting} from '../tables/moved.js';
import {operationMapping} from '../tables/operations.js';
import {envScope} from '../tables/sealed-table.js';
import {settingMapping} from '../tables/settings.js';

/** Held by whoever copies a store: nobody else does, and nothing of it goes along. */
export const copyLease = 'store';

export interface CopiedRows {
  readonly mapping: AnyMapping;
  /** Seals in which a row counts. */
  readonly scopesOf: (row: Row) => readonly string[];
  /** A row that is about the place and not about what it holds. */
  readonly stays: (row: Row) => boolean;
  readonly rowsAtOnce: number;
}

/** `derived`: made again from the records; `seals`: written when all else is there; `own`: of one place and time. */
type Left = 'derived' | 'seals' | 'own';

const usual = {stays: () => false, rowsAtOnce: 500};
const inTable = (mapping: AnyMapping): CopiedRows => ({...usual, mapping, scopesOf: () => [mapping.table]});
const records = (mapping: Mapping<never, never>): CopiedRows => {
  const any = untyped(mapping);
  const {env, table} = any;
  if (env === undefined) return inTable(any);
  return {...inTable(any), scopesOf: (row) => [table, envScope(String(row['org']), String(row[env]))]};
};

/** For rows that are copied and never made into records. */
function rowMapping(table: keyof Tables, key: readonly string[], columns: readonly string[]): AnyMapping {
  return {table, key, columns, keyOf: () => '', toRow: (row: Row) => row, toRecord: (row: Row) => row} as unknown as AnyMapping;
}

export const sealMapping = rowMapping('seals', ['scope'], ['scope', 'row_count', 'digest']);
export const planRows: CopiedRows = {
  ...usual,
  mapping: rowMapping('operation_plans', ['operation'], ['operation', 'plan']),
  scopesOf: () => [],
  rowsAtOnce: 10,
};
export const journalRows: CopiedRows = {...inTable(journalMapping), scopesOf: ({operation}) => [journalScope(String(operation))]};
export const auditRows = inTable(auditMapping);
export const operationRows = inTable(operationMapping);

/** Every table, so that none can be forgotten. */
const tables: Readonly<Record<keyof Tables, CopiedRows | Left>> = {
  seals: 'seals',
  migrations: 'own',
  clusters: records(mappings.clusters as never),
  orgs: records(mappings.orgs as never),
  node_groups: records(mappings.groups as never),
  workspaces: records(mappings.workspaces as never),
  nodes: records(mappings.nodes as never),
  envs: records(mappings.envs as never),
  memberships: records(mappings.memberships as never),
  apps: records(mappings.apps as never),
  entries: records(mappings.entries as never),
  services: records(mappings.services as never),
  deployments: records(mappings.deployments as never),
  instances: records(mappings.instances as never),
  configs: records(mappings.configs as never),
  secrets: records(mappings.secrets as never),
  node_endpoints: 'derived',
  entry_routes: 'derived',
  instance_ports: 'derived',
  settings: {...inTable(settingMapping), stays: ({setting}) => setting === movedSetting},
  operations: operationRows,
  operation_plans: planRows,
  journal_entries: journalRows,
  leases: {...inTable(leaseMapping), stays: ({resource}) => resource === copyLease},
  // Signs of life: each agent gives its own where it finds its store.
  cluster_beats: 'own',
  audit_records: auditRows,
};

export const copiedTables: readonly CopiedRows[] = Object.values(tables).filter((table) => typeof table !== 'string');
