import type {Kysely} from 'kysely';
import type {Capabilities} from '../capabilities.js';
import {Damage} from '../damage.js';
import {digestOf, hexOf} from '../digest.js';
import {schemaVersion, type Tables} from '../schema.js';
import {ensureSeal, schemaScope} from '../tables/seals.js';
import {migrations} from './index.js';
import {schemaFor} from './migration.js';

export interface MigrationRequest {
  readonly db: Kysely<Tables>;
  readonly capabilities: Capabilities;
  /** Read again inside the transaction: another may have migrated meanwhile. */
  readonly currentVersion: () => number;
  readonly appVersion: string;
  readonly now: string;
}

/** Brings a store to this program's schema, in one write transaction. */
export async function migrate({db, capabilities, currentVersion, appVersion, now}: MigrationRequest): Promise<void> {
  await db.transaction().setAccessMode('read write').execute(async (transaction) => {
    const from = currentVersion();
    if (from >= schemaVersion) return;
    if (from > 0) await expectRecorded(transaction, from);
    for (const [index, migration] of migrations.entries()) {
      if (index < from) continue;
      await migration.up(schemaFor(transaction, capabilities));
      await transaction.insertInto('migrations').values({number: index + 1, name: migration.name, version: appVersion, applied_at: now}).execute();
    }
    await sealSchema(transaction, capabilities);
    await capabilities.writeSchemaVersion(transaction, schemaVersion);
  });
}

/** The number by which a schema is known is checked against what was recorded, before anything is built on it. */
export async function expectRecorded(db: Kysely<Tables>, version: number): Promise<string> {
  const newest = await db.selectFrom('migrations').select(['number', 'version']).orderBy('number', 'desc').limit(1).executeTakeFirst();
  if (newest?.number !== version) throw new Damage('migrations', `the schema says ${version}, the last migration was ${newest?.number ?? 'none'}`);
  return newest.version;
}

async function sealSchema(db: Kysely<Tables>, capabilities: Capabilities): Promise<void> {
  await ensureSeal(db, schemaScope);
  const digest = hexOf(digestOf(await capabilities.readSchemaText(db)));
  await db.updateTable('seals').set({digest}).where('scope', '=', schemaScope).execute();
}
