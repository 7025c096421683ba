import {ensureSeal} from '../tables/seals.js';
import type {Migration} from './migration.js';

export const migration: Migration = {
  name: '006-leases',
  async up({db, table}) {
    await table('leases')
      .addColumn('resource', 'varchar(191)', (column) => column.notNull().primaryKey())
      .addColumn('fence', 'integer', (column) => column.notNull())
      .addColumn('held', 'integer', (column) => column.notNull())
      .addColumn('manual', 'integer', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('host', 'text', (column) => column.notNull())
      .addColumn('pid', 'integer', (column) => column.notNull())
      .addColumn('command', 'text', (column) => column.notNull())
      .addColumn('operation', 'varchar(64)')
      .addColumn('reason', 'text')
      .addColumn('held_since', 'varchar(32)', (column) => column.notNull())
      .addColumn('expires_at', 'varchar(32)')
      .execute();
    await ensureSeal(db, 'leases');
  },
};
