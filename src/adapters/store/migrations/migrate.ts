import type {Kysely} from 'kysely';
import {Damage} from '../damage.js';
import {digestOf, hexOf} from '../digest.js';
import {schemaVersion, type Tables} from '../schema.js';
import {ensureSeal, schemaScope} from '../tables/seals.js';
import {migrations} from './index.js';
import {type SchemaCapabilities, schemaFor} from './migration.js';

export interface MigrationRequest {
  /** On a connection that is in a write transaction. */
  readonly db: Kysely<Tables>;
  readonly capabilities: SchemaCapabilities;
  readonly appVersion: string;
  readonly now: string;
}

/** Brings a store to this program's schema. */
export async function migrate({db, capabilities, appVersion, now}: MigrationRequest): Promise<void> {
  // Another command may have migrated while this one waited for the lock.
  const from = await capabilities.readSchemaVersion();
  if (from >= schemaVersion) return;
  if (from > 0) await expectRecorded(db, from);
  for (const [index, migration] of migrations.entries()) {
    if (index < from) continue;
    await migration.up(schemaFor(db, capabilities));
    await db
      .insertInto('migrations')
      .values({number: index + 1, name: migration.name, version: appVersion, applied_at: now})
      .execute();
  }
  await sealSchema(db, capabilities);
  await capabilities.writeSchemaVersion(schemaVersion);
}

/** The number by which a schema is known is checked against what was recorded, before anything is built on it. */
export async function expectRecorded(db: Kysely<Tables>, version: number): Promise<string> {
  const newest = await db
    .selectFrom('migrations')
    .select(['number', 'version'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest?.number !== version)
    throw new Damage('migrations', `the schema says ${version}, the last migration was ${newest?.number ?? 'none'}`);
  return newest.version;
}

async function sealSchema(db: Kysely<Tables>, capabilities: SchemaCapabilities): Promise<void> {
  await ensureSeal(db, schemaScope);
  const digest = hexOf(digestOf(await capabilities.readSchemaText()));
  await db.updateTable('seals').set({digest}).where('scope', '=', schemaScope).execute();
}
