import {ensureSeal} from '../tables/seals.js';
import type {Migration} from './migration.js';

export const migration: Migration = {
  name: '004-secrets',
  async up({db, table}) {
    await table('secrets')
      .addColumn('org', 'varchar(64)', (column) => column.notNull())
      .addColumn('env', 'varchar(64)', (column) => column.notNull())
      .addColumn('app', 'varchar(64)', (column) => column.notNull())
      .addColumn('name', 'varchar(191)', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('key_id', 'varchar(64)', (column) => column.notNull())
      .addColumn('ciphertext', 'text', (column) => column.notNull())
      .addColumn('created_at', 'varchar(32)', (column) => column.notNull())
      .addPrimaryKeyConstraint('secrets_key', ['org', 'env', 'app', 'name', 'version'])
      .addForeignKeyConstraint('secrets_env', ['org', 'env'], 'envs', ['org', 'name'])
      .execute();
    await ensureSeal(db, 'secrets');
  },
};
