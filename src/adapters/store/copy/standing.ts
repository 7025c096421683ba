import type {CopyTarget} from '../../../core/ports/store-copy.js';
import {schemaVersion, unfinishedNumber} from '../schema.js';
import type {Connection} from '../database.js';
import {readMove} from '../tables/moved.js';
import {revisionScope, Seals} from '../tables/seals.js';
import type {Runner} from '../tables/runner.js';
import {readSetting} from '../tables/settings.js';
import {notEmptyFailure} from './failures.js';

/** Names a store and all of its copies. */
export const storeIdSetting = 'store-id';
/** A target is marked as the last of its migrations, so that whoever opens it sees it at once. */
const markName = `copy in schema ${schemaVersion}`;

interface Asked {
  readonly to: string;
  /** Of the source; null where it was never copied. */
  readonly storeId: string | null;
}

/** What a target with tables is, for this source; a `Failure` where it must be left alone. */
export async function standingOf(runner: Runner, connection: Connection, {to, storeId}: Asked): Promise<CopyTarget> {
  const [mark] = await connection.all('select `name`, `version` from `migrations` where `number` = ?', [unfinishedNumber]);
  if (mark) {
    if (mark['version'] !== storeId) throw notEmptyFailure(to, 'the unfinished copy of another store');
    if (mark['name'] !== markName) throw notEmptyFailure(to, 'the unfinished copy that another version of Muster began');
    return 'unfinished';
  }
  const session = {runner, seals: await Seals.read(runner, ['settings'], 0)};
  if (session.seals.rows(revisionScope) === 0) return 'empty';
  const isSame = storeId !== null && (await readSetting(session, storeIdSetting)) === storeId;
  if (!isSame) throw notEmptyFailure(to, 'a store');
  return (await readMove(session)) ? 'moved away' : 'complete';
}

export async function writeMark(connection: Connection, storeId: string, now: string): Promise<void> {
  await connection.run('insert into `migrations` (`number`, `name`, `version`, `applied_at`) values (?, ?, ?, ?)', [
    unfinishedNumber,
    markName,
    storeId,
    now,
  ]);
}

export async function removeMark(connection: Connection): Promise<void> {
  await connection.run('delete from `migrations` where `number` = ?', [unfinishedNumber]);
}
