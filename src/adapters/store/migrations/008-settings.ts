import {ensureSeal} from '../tables/seals.js';
import type {Migration} from './migration.js';

export const migration: Migration = {
  name: '008-settings',
  async up({db, table}) {
    await table('settings')
      .addColumn('setting', 'varchar(191)', (column) => column.notNull().primaryKey())
      .addColumn('content', 'text', (column) => column.notNull())
      .execute();
    await ensureSeal(db, 'settings');
  },
};
