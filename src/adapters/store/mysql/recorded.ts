import type {Connection} from '../database.js';
import {isOwnTable} from '../own-tables.js';
import {markTable} from './marks.js';
import {troubleOf} from './trouble.js';

export interface Recorded {
  /** Of the last migration; 0 where none was recorded. */
  readonly number: number;
  /** Muster that made it. */
  readonly version: string;
}

const none: Recorded = {number: 0, version: ''};

/** What the database says of its schema, whoever made it. */
export async function recordedVersion(connection: Connection): Promise<Recorded> {
  // What is asked in the same turn fails together: the second time it is asked alone.
  return (await askVersion(connection)) ?? (await askVersion(connection)) ?? none;
}

/** Null: no such table, or one of others with other columns. */
async function askVersion(connection: Connection): Promise<Recorded | null> {
  try {
    const [row] = await connection.all('select `number`, `version` from `migrations` order by `number` desc limit 1', []);
    return row ? {number: Number(row['number']), version: String(row['version'])} : none;
  } catch (error) {
    if (troubleOf(error) === 'altered') return null;
    throw error;
  }
}

/** Whether anything was ever committed to it. */
export async function wasWritten(connection: Connection): Promise<boolean> {
  try {
    const [row] = await connection.all("select row_count from seals where scope = 'revision'", []);
    return Number(row?.['row_count'] ?? 0) > 0;
  } catch (error) {
    if (troubleOf(error) === 'altered') return false;
    throw error;
  }
}

/**
 * Tables that a store which nobody finished making would not have. Making one begins with the marks, whose name nobody else
 * uses: without them every table is another's, whatever its name.
 */
export async function foreignTables(connection: Connection): Promise<readonly string[]> {
  const rows = await connection.all(
    'select table_name as name from information_schema.tables where table_schema = database() order by table_name',
    [],
  );
  const names = rows.map((row) => String(row['name']));
  const begun = names.includes(markTable);
  return names.filter((name) => name !== markTable && !(begun && isOwnTable(name)));
}
