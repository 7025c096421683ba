import {writeFileSync} from 'node:fs';
import Sqlite from 'better-sqlite3';

/** What Muster keeps about its rows, and no part of a topology. */
const bookkeeping = ['seals', 'audit_records', 'migrations'];
/** Rows that follow from others: written with them, and read by no command. */
const claims = ['node_endpoints', 'entry_routes', 'instance_ports'];

/** Writes the rows that the store has and the one before it had not, and the tables that a command reads, with their keys. */
export function writeRows({store, before, rowsFile, keysFile}) {
  const [database, earlier] = [store, before].map((path) => new Sqlite(path, {readonly: true}));
  const rowsOf = (from, table) => from.prepare(`select * from ${table}`).raw().all();
  const rows = {};
  const keys = {};
  for (const {name} of database.prepare(`select name from sqlite_schema where type = 'table'`).all()) {
    const had = new Set(rowsOf(earlier, name).map((row) => JSON.stringify(row)));
    const added = rowsOf(database, name).filter((row) => !had.has(JSON.stringify(row)));
    if (bookkeeping.includes(name) || added.length === 0) continue;
    rows[name] = added;
    if (!claims.includes(name)) keys[name] = keyOf(database, name);
  }
  for (const each of [database, earlier]) each.close();
  writeFileSync(rowsFile, JSON.stringify(rows));
  writeFileSync(keysFile, JSON.stringify(keys));
}

function keyOf(database, table) {
  return database
    .pragma(`table_info(${table})`)
    .filter(({pk}) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({name}) => name);
}
