import {ensureSeal} from '../tables/seals.js';
import type {Migration} from './migration.js';

/** Operations, their plans and their journals. */
export const migration: Migration = {
  name: '005-operations',
  async up({db, table}) {
    await table('operations')
      .addColumn('id', 'varchar(64)', (column) => column.notNull().primaryKey())
      .addColumn('command', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('run_state', 'varchar(64)', (column) => column.notNull())
      .addColumn('created_at', 'varchar(32)', (column) => column.notNull())
      .addColumn('ended_at', 'varchar(32)')
      .addColumn('plan_digest', 'varchar(16)', (column) => column.notNull())
      .execute();
    await table('operation_plans')
      .addColumn('operation', 'varchar(64)', (column) => column.notNull().primaryKey())
      .addColumn('plan', 'text', (column) => column.notNull())
      .addForeignKeyConstraint('operation_plans_operation', ['operation'], 'operations', ['id'])
      .execute();
    await table('journal_entries')
      .addColumn('operation', 'varchar(64)', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('step', 'varchar(191)', (column) => column.notNull())
      .addColumn('step_state', 'varchar(64)', (column) => column.notNull())
      .addColumn('happened_at', 'varchar(32)', (column) => column.notNull())
      .addColumn('message', 'text')
      .addPrimaryKeyConstraint('journal_entries_key', ['operation', 'seq'])
      .addForeignKeyConstraint('journal_entries_operation', ['operation'], 'operations', ['id'])
      .execute();
    await ensureSeal(db, 'operations');
  },
};
