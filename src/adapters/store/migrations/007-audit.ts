import {ensureSeal} from '../tables/seals.js';
import type {Migration} from './migration.js';

export const migration: Migration = {
  name: '007-audit',
  async up({db, table}) {
    await table('audit_records')
      .addColumn('seq', 'integer', (column) => column.notNull().primaryKey())
      .addColumn('id', 'varchar(64)', (column) => column.notNull().unique())
      .addColumn('happened_at', 'varchar(32)', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('host', 'text', (column) => column.notNull())
      .addColumn('command', 'text', (column) => column.notNull())
      .addColumn('arguments', 'text', (column) => column.notNull())
      .addColumn('exit_code', 'integer', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('overridden', 'text', (column) => column.notNull())
      .addColumn('operation', 'varchar(64)')
      .addColumn('row_digest', 'varchar(16)', (column) => column.notNull())
      .execute();
    await ensureSeal(db, 'audit_records');
  },
};
