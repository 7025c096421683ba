import type {Database} from 'better-sqlite3';
import {mappings} from '../mappings.js';
import {Damage} from '../damage.js';
import {type SealRow, schemaVersion} from '../schema.js';
import {Seal} from '../tables/seals.js';
import {openReadonly} from './connect.js';

/** Copies through SQLite, which reads every page, and reads the copy as a store; one of another schema SQLite alone can read. */
export async function copyStore(path: string, target: string): Promise<void> {
  const source = openReadonly(path);
  try {
    source.sqlite.prepare('vacuum into ?').run(target);
  } finally {
    await source.store.close();
  }
  const {sqlite, store} = openReadonly(target);
  try {
    if (sqlite.pragma('user_version', {simple: true}) !== schemaVersion) return expectSound(sqlite);
    if (!isTopologyWhole(sqlite)) await store.readTopology();
    await store.readOperations({limit: 0});
    await store.readLeases();
    await store.readSetting('');
  } finally {
    await store.close();
  }
}

function expectSound(sqlite: Database): void {
  const finding = sqlite.pragma('integrity_check(1)', {simple: true});
  if (finding !== 'ok') throw new Damage('file', String(finding));
}

/**
 * A quick yes: every table of the topology matches its seal, by rows that SQLite writes as they are sealed. A no means only that
 * the store itself has to read them, which says what is wrong.
 */
export function isTopologyWhole(sqlite: Database): boolean {
  const seals = sqlite.prepare<[string], SealRow>('select scope, row_count, digest from seals where scope = ?');
  return Object.values(mappings).every(({table, columns}) => {
    const written = seals.get(table);
    const texts = sqlite.prepare<[], string>(`select json_array(${columns.join(', ')}) from ${table}`).pluck();
    const actual = Seal.of(texts.all());
    return written !== undefined && actual.rows === written.row_count && actual.hex === written.digest;
  });
}
