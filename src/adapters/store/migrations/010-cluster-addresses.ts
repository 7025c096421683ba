import {textOf, untyped} from '../codec.js';
import {Damage} from '../damage.js';
import {clusters} from '../owner-mappings.js';
import type {Row} from '../schema.js';
import {Seal} from '../tables/seals.js';
import type {Migration} from './migration.js';

const columnsBefore = ['id', 'name', 'installation'];

/** Where the agent of a cluster answers and how often it beats. */
export const migration: Migration = {
  name: '010-cluster-addresses',
  async up({db, ensureColumn}) {
    await ensureColumn('clusters', {name: 'address', type: 'text'});
    await ensureColumn('clusters', {
      name: 'heartbeat_seconds',
      type: 'integer',
      build: (column) => column.notNull().defaultTo(30),
    });
    const rows = (await db.selectFrom('clusters').selectAll().execute()) as readonly object[] as readonly Row[];
    const sealed = await db.selectFrom('seals').selectAll().where('scope', '=', 'clusters').executeTakeFirst();
    const after = Seal.of(rows.map((row) => textOf(untyped(clusters), row)));
    const before = Seal.of(rows.map((row) => textOf({columns: columnsBefore}, row)));
    // A new seal would hide a row that was damaged under the old one.
    if (!sealed || ![before, after].some(({rows: count, hex}) => count === sealed.row_count && hex === sealed.digest))
      throw new Damage('clusters', 'a row does not match the digest it was written with');
    await db.updateTable('seals').set({digest: after.hex}).where('scope', '=', 'clusters').execute();
  },
};
