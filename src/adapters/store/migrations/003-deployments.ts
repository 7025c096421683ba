import {ensureSeal} from '../tables/seals.js';
import type {Migration, Schema} from './migration.js';

export const migration: Migration = {
  name: '003-deployments',
  async up(schema) {
    await addDeployments(schema);
    await addInstances(schema);
    await ensureSeal(schema.db, 'deployments');
    await ensureSeal(schema.db, 'instances');
  },
};

async function addDeployments({table, ensureReferenceIndex}: Schema): Promise<void> {
  await table('deployments')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('env', 'varchar(64)', (column) => column.notNull())
    .addColumn('app', 'varchar(64)', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('image_id', 'text')
    .addColumn('roles', 'text', (column) => column.notNull())
    .addColumn('balance', 'varchar(64)', (column) => column.notNull())
    .addColumn('weights', 'text', (column) => column.notNull())
    .addColumn('run_state', 'varchar(64)', (column) => column.notNull())
    .addColumn('generation', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('deployments_key', ['org', 'env', 'app'])
    .addForeignKeyConstraint('deployments_env', ['org', 'env'], 'envs', ['org', 'name'])
    .addForeignKeyConstraint('deployments_app', ['org', 'app'], 'apps', ['org', 'name'])
    .execute();
  await ensureReferenceIndex('deployments', ['org', 'app']);
}

async function addInstances({table, ensureReferenceIndex}: Schema): Promise<void> {
  await table('instances')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('env', 'varchar(64)', (column) => column.notNull())
    .addColumn('app', 'varchar(64)', (column) => column.notNull())
    .addColumn('role', 'varchar(64)', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('node', 'varchar(64)', (column) => column.notNull())
    .addColumn('ports', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('instances_key', ['org', 'env', 'app', 'role', 'ordinal'])
    .addForeignKeyConstraint('instances_deployment', ['org', 'env', 'app'], 'deployments', ['org', 'env', 'app'])
    .addForeignKeyConstraint('instances_membership', ['org', 'env', 'node'], 'memberships', ['org', 'env', 'node'])
    .execute();
  await ensureReferenceIndex('instances', ['org', 'env', 'node']);
  await table('instance_ports')
    .addColumn('org', 'varchar(64)', (column) => column.notNull())
    .addColumn('node', 'varchar(64)', (column) => column.notNull())
    .addColumn('port', 'integer', (column) => column.notNull())
    .addColumn('env', 'varchar(64)', (column) => column.notNull())
    .addColumn('app', 'varchar(64)', (column) => column.notNull())
    .addColumn('role', 'varchar(64)', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('port_name', 'varchar(64)', (column) => column.notNull())
    .addPrimaryKeyConstraint('instance_ports_key', ['org', 'node', 'port'])
    .execute();
}
