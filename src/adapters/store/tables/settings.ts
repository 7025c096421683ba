import {type Mapping, untyped} from '../codec.js';
import type {Digest} from '../digest.js';
import type {SettingRow} from '../schema.js';
import {insertRecords, readTable, updateRecords} from './sealed-table.js';
import type {Session} from './session.js';

interface Setting {
  readonly key: string;
  readonly value: string;
}

const mapping: Mapping<Setting, SettingRow> = {
  table: 'settings',
  key: ['setting'],
  columns: ['setting', 'content'],
  keyOf: (setting) => setting.key,
  toRow: (setting) => ({setting: setting.key, content: setting.value}),
  toRecord: (row) => ({key: row.setting, value: row.content}),
};
export const settingMapping = untyped(mapping);

export const settingScope = mapping.table;

export async function readSetting(session: Session, key: string): Promise<string | null> {
  const {records} = await readTable(session, mapping);
  return records.find((setting) => setting.key === key)?.value ?? null;
}

export async function writeSetting(session: Session, key: string, value: string): Promise<void> {
  const {records, digests} = await readTable(session, mapping);
  const index = records.findIndex((setting) => setting.key === key);
  if (index < 0) return insertRecords(session, mapping, [{key, value}]);
  await updateRecords(session, mapping, [{digest: digests[index] as Digest, record: {key, value}}]);
}
