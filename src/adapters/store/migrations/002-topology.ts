import type {Tables} from '../schema.js';
import {ensureSeal} from '../tables/seals.js';
import type {Migration, Schema} from './migration.js';

const sealed: readonly (keyof Tables)[] = [
  'clusters',
  'orgs',
  'node_groups',
  'workspaces',
  'nodes',
  'envs',
  'memberships',
  'apps',
  'entries',
  'services',
  'configs',
];

/** What an organization has: machines, environments, and what leads to and feeds them. */
export const migration: Migration = {
  name: '002-topology',
  async up(schema) {
    await schema
      .table('orgs')
      .addColumn('name', 'varchar(64)', (column) => column.notNull().primaryKey())
      .execute();
    await addGroups(schema);
    await addNodes(schema);
    await addEnvs(schema);
    await addMemberships(schema);
    await addEntries(schema);
    await addServices(schema);
    await addApps(schema);
    await addConfigs(schema);
    for (const scope of sealed) await ensureSeal(schema.db, scope);
  },
};

async function addGroups({table}: Schema): Promise<void> {
  await table('clusters')
    .addColumn('id', 'varchar(20)', (column) => column.notNull().primaryKey())
    .addColumn('name', 'varchar(64)', (column) => column.notNull())
    .addColumn('installation', 'varchar(32)', (column) => column.notNull())
    .execute();
  await table('node_groups')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('name', 'varchar(64)', (column) => column.notNull())
    .addColumn('cluster', 'varchar(20)')
    .addPrimaryKeyConstraint('node_groups_key', ['org', 'name'])
    .addForeignKeyConstraint('node_groups_org', ['org'], 'orgs', ['name'])
    .execute();
  await table('workspaces')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('name', 'varchar(64)', (column) => column.notNull())
    .addColumn('cluster', 'varchar(20)', (column) => column.notNull())
    .addPrimaryKeyConstraint('workspaces_key', ['org', 'name'])
    .addForeignKeyConstraint('workspaces_org', ['org'], 'orgs', ['name'])
    .execute();
}

async function addNodes({table, ensureReferenceIndex}: Schema): Promise<void> {
  await table('nodes')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('name', 'varchar(64)', (column) => column.notNull())
    .addColumn('connect_to', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('node_group', 'varchar(64)', (column) => column.notNull())
    .addColumn('zone', 'varchar(64)')
    .addColumn('capacity', 'text', (column) => column.notNull())
    .addColumn('labels', 'text', (column) => column.notNull())
    .addColumn('weight', 'integer')
    .addColumn('node_state', 'varchar(20)', (column) => column.notNull())
    .addPrimaryKeyConstraint('nodes_key', ['org', 'name'])
    .addForeignKeyConstraint('nodes_group', ['org', 'node_group'], 'node_groups', ['org', 'name'])
    .execute();
  await ensureReferenceIndex('nodes', ['org', 'node_group']);
  await table('node_endpoints')
    .addColumn('endpoint', 'varchar(191)', (column) => column.notNull().primaryKey())
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('node', 'varchar(64)', (column) => column.notNull())
    .execute();
}

async function addEnvs({table, ensureReferenceIndex}: Schema): Promise<void> {
  await table('envs')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('name', 'varchar(64)', (column) => column.notNull())
    .addColumn('workspace', 'varchar(64)', (column) => column.notNull())
    .addColumn('labels', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('envs_key', ['org', 'name'])
    .addForeignKeyConstraint('envs_workspace', ['org', 'workspace'], 'workspaces', ['org', 'name'])
    .execute();
  await ensureReferenceIndex('envs', ['org', 'workspace']);
}

async function addMemberships({table, ensureReferenceIndex}: Schema): Promise<void> {
  await table('memberships')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('env', 'varchar(64)', (column) => column.notNull())
    .addColumn('node', 'varchar(64)', (column) => column.notNull())
    .addColumn('weight', 'integer')
    .addPrimaryKeyConstraint('memberships_key', ['org', 'env', 'node'])
    .addForeignKeyConstraint('memberships_env', ['org', 'env'], 'envs', ['org', 'name'])
    .addForeignKeyConstraint('memberships_node', ['org', 'node'], 'nodes', ['org', 'name'])
    .execute();
  await ensureReferenceIndex('memberships', ['org', 'node']);
}

async function addEntries({table, ensureReferenceIndex}: Schema): Promise<void> {
  await table('entries')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('env', 'varchar(64)', (column) => column.notNull())
    .addColumn('address', 'varchar(191)', (column) => column.notNull())
    .addColumn('is_backup', 'integer', (column) => column.notNull())
    .addColumn('app', 'varchar(64)')
    .addColumn('url_path', 'varchar(191)', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('entries_key', ['org', 'env', 'address', 'url_path'])
    .addForeignKeyConstraint('entries_env', ['org', 'env'], 'envs', ['org', 'name'])
    .execute();
  await ensureReferenceIndex('entries', ['org', 'env']);
  await table('entry_routes')
    .addColumn('address', 'varchar(191)', (column) => column.notNull())
    .addColumn('url_path', 'varchar(191)', (column) => column.notNull())
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('env', 'varchar(64)', (column) => column.notNull())
    .addPrimaryKeyConstraint('entry_routes_key', ['address', 'url_path'])
    .execute();
}

async function addServices({table}: Schema): Promise<void> {
  await table('services')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('env', 'varchar(64)', (column) => column.notNull())
    .addColumn('name', 'varchar(64)', (column) => column.notNull())
    .addColumn('kind', 'varchar(64)', (column) => column.notNull())
    .addColumn('url', 'text')
    .addColumn('password_secret', 'varchar(191)')
    .addColumn('managed', 'text')
    .addPrimaryKeyConstraint('services_key', ['org', 'env', 'name'])
    .addForeignKeyConstraint('services_env', ['org', 'env'], 'envs', ['org', 'name'])
    .execute();
}

async function addApps({table}: Schema): Promise<void> {
  await table('apps')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('name', 'varchar(64)', (column) => column.notNull())
    .addColumn('recipe', 'text', (column) => column.notNull())
    .addColumn('image', 'text')
    .addPrimaryKeyConstraint('apps_key', ['org', 'name'])
    .addForeignKeyConstraint('apps_org', ['org'], 'orgs', ['name'])
    .execute();
}

async function addConfigs({table}: Schema): Promise<void> {
  await table('configs')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('env', 'varchar(64)', (column) => column.notNull())
    .addColumn('app', 'varchar(64)', (column) => column.notNull())
    .addColumn('config_key', 'varchar(191)', (column) => column.notNull())
    .addColumn('config_value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('configs_key', ['org', 'env', 'app', 'config_key'])
    .addForeignKeyConstraint('configs_env', ['org', 'env'], 'envs', ['org', 'name'])
    .execute();
}
