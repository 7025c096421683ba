import type {Migration} from './migration.js';

/** Not sealed: a row is one agent's, written every few seconds, and worth nothing a minute later. */
export const migration: Migration = {
  name: '011-beats',
  async up({table}) {
    await table('cluster_beats')
      .addColumn('cluster', 'varchar(20)', (column) => column.notNull().primaryKey())
      .addColumn('installation', 'varchar(32)', (column) => column.notNull())
      .addColumn('agent', 'varchar(64)', (column) => column.notNull())
      .addColumn('place', 'varchar(64)', (column) => column.notNull())
      .addColumn('pid_space', 'varchar(64)', (column) => column.notNull())
      .addColumn('host', 'varchar(255)', (column) => column.notNull())
      .addColumn('pid', 'integer', (column) => column.notNull())
      .addColumn('held_since', 'varchar(32)', (column) => column.notNull())
      .addColumn('beat_at', 'varchar(32)', (column) => column.notNull())
      .addColumn('news', 'integer', (column) => column.notNull())
      .addColumn('address_state', 'varchar(16)')
      .addColumn('address_checked_at', 'varchar(32)')
      .addColumn('rival_place', 'varchar(64)')
      .addColumn('rival_host', 'varchar(255)')
      .addColumn('rival_at', 'varchar(32)')
      .addForeignKeyConstraint('cluster_beats_cluster', ['cluster'], 'clusters', ['id'], (key) => key.onDelete('cascade'))
      .execute();
  },
};
