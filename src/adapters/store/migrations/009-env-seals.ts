import {sql} from 'kysely';
import {textOf, untyped} from '../codec.js';
import {digestOf} from '../digest.js';
import {mappings} from '../mappings.js';
import type {Row} from '../schema.js';
import {envScope} from '../tables/sealed-table.js';
import {Seal} from '../tables/seals.js';
import type {Migration} from './migration.js';

/** Seals everything of one environment together, so that it can be read and checked without the rest. */
export const migration: Migration = {
  name: '009-env-seals',
  async up({db}) {
    const seals = new Map<string, Seal>();
    for (const mapping of Object.values(mappings)
      .map((each) => untyped(each as never))
      .filter(({env}) => env !== undefined)) {
      const {rows} = await sql<Row>`select * from ${sql.table(mapping.table)}`.execute(db);
      for (const row of rows) {
        const scope = envScope(String(row['org']), String(row[mapping.env as string]));
        const seal = seals.get(scope) ?? new Seal();
        seals.set(scope, seal);
        seal.add(digestOf(textOf(mapping, row)));
      }
    }
    await db.deleteFrom('seals').where('scope', 'like', 'env %').execute();
    for (const [scope, {rows: row_count, hex: digest}] of seals)
      await db.insertInto('seals').values({scope, row_count, digest}).execute();
  },
};
