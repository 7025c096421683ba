import type {Clock} from '../../../core/ports/clock.js';
import type {StoreMove} from '../../../core/ports/store-copy.js';
import type {StoreReport, StoreState} from '../../../core/ports/store-inspection.js';
import {fromJson} from '../codec.js';
import type {Connection} from '../database.js';
import {isOwnTable} from '../own-tables.js';
import {type Row, schemaVersion, unfinishedNumber} from '../schema.js';
import {movedScope, movedSetting} from '../tables/moved.js';

/** What only the database's own folder knows. */
export type Facts = Pick<StoreReport, 'address' | 'database' | 'sizeBytes' | 'backup' | 'tls' | 'connections'>;

export interface ReportRequest {
  readonly facts: Facts;
  /** Names of the tables that are there. */
  readonly names: readonly string[];
  /** Time of the database, as an expression. */
  readonly clockExpression: string;
  readonly clock: Clock;
}

/** Reads what every schema has had. */
export async function readReport(connection: Connection, request: ReportRequest): Promise<StoreReport> {
  const {facts, names, clockExpression, clock} = request;
  const [{number, version} = {number: 0, version: ''}] = await connection.all(
    `select \`number\`, \`version\` from \`migrations\` where \`number\` < ${unfinishedNumber} order by \`number\` desc limit 1`,
    [],
  );
  const tables = names.filter(isOwnTable);
  const scopes = await connection.all("select scope, row_count from seals where scope in ('revision', ?)", [movedScope]);
  const isUnfinished = (await connection.all(`select \`number\` from \`migrations\` where \`number\` = ${unfinishedNumber}`, []))
    .length;
  return {
    ...facts,
    state: isUnfinished ? 'unfinished' : stateOf(Number(number)),
    schema: {store: Number(number), program: schemaVersion, madeBy: String(version)},
    revision: Number(scopes.find(({scope}) => scope === 'revision')?.['row_count'] ?? 0),
    tables: await countRows(connection, tables),
    ...(await readClock(connection, clockExpression, clock)),
    holders: tables.includes('leases') ? await readHolders(connection, clockExpression) : [],
    movedTo: scopes.some(({scope}) => scope === movedScope) ? await readMove(connection) : null,
  };
}

function stateOf(number: number): StoreState {
  return number === schemaVersion ? 'current' : number < schemaVersion ? 'older' : 'newer';
}

async function countRows(connection: Connection, tables: readonly string[]): Promise<StoreReport['tables']> {
  const counts = tables.map((table) => `select '${table}' as name, count(*) as n from \`${table}\``);
  const rows = await connection.all(counts.join(' union all '), []);
  return rows.map(({name, n}) => ({table: String(name), rows: Number(n)})).sort((a, b) => (a.table < b.table ? -1 : 1));
}

/** The clock is somewhere between the two looks at ours. */
async function readClock(
  connection: Connection,
  expression: string,
  clock: Clock,
): Promise<Pick<StoreReport, 'clockAheadMs' | 'clockErrorMs'>> {
  const before = clock.nowMs();
  const [row] = await connection.all(`select ${expression} as now`, []);
  const after = clock.nowMs();
  return {
    clockAheadMs: Math.round(Date.parse(String(row?.['now'])) - (before + after) / 2),
    clockErrorMs: Math.ceil((after - before) / 2),
  };
}

async function readHolders(connection: Connection, now: string): Promise<StoreReport['holders']> {
  const rows = await connection.all(
    `select resource, actor, host, pid, command, held_since from leases where held = 1 and manual = 0 and expires_at > ${now} order by resource`,
    [],
  );
  return rows.map((row: Row) => ({
    resource: String(row['resource']),
    actor: String(row['actor']),
    host: String(row['host']),
    pid: Number(row['pid']),
    command: String(row['command']),
    since: String(row['held_since']),
  }));
}

async function readMove(connection: Connection): Promise<StoreMove | null> {
  const [row] = await connection.all('select content from settings where setting = ?', [movedSetting]);
  return row ? fromJson<StoreMove>(String(row['content'])) : null;
}
