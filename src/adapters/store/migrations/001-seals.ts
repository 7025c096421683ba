import {ensureSeal} from '../tables/seals.js';
import type {Migration} from './migration.js';

export const migration: Migration = {
  name: '001-seals',
  async up({db, table}) {
    await table('migrations')
      .addColumn('number', 'integer', (column) => column.notNull().primaryKey())
      .addColumn('name', 'varchar(64)', (column) => column.notNull())
      .addColumn('version', 'varchar(64)', (column) => column.notNull())
      .addColumn('applied_at', 'varchar(32)', (column) => column.notNull())
      .execute();
    await table('seals')
      .addColumn('scope', 'varchar(191)', (column) => column.notNull().primaryKey())
      .addColumn('row_count', 'integer', (column) => column.notNull())
      .addColumn('digest', 'varchar(16)', (column) => column.notNull())
      .execute();
    await ensureSeal(db, 'revision');
  },
};
