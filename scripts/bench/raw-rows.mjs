import {readFileSync} from 'node:fs';
import Sqlite from 'better-sqlite3';

/**
 * What the fleet's measures are held against: a process that does with a file and its rows the least that there is to do.
 * Its last line tells the milliseconds that preparing the measure took, which are no part of it.
 */
const [work, ...paths] = process.argv.slice(2);
const sides = {insert, read, parse};
process.stdout.write(`${sides[work](...paths)}\n`);

/** Parses the file and inserts the rows into a store that has its tables and nothing else. */
function insert(file, store, rowsFile) {
  const began = performance.now();
  const rows = JSON.parse(readFileSync(rowsFile, 'utf8'));
  const preparedMs = performance.now() - began;
  JSON.parse(readFileSync(file, 'utf8'));
  const database = open(store);
  database.exec('begin immediate');
  for (const [table, added] of Object.entries(rows)) {
    const statement = database.prepare(`insert into ${table} values (${added[0].map(() => '?').join(', ')})`);
    for (const row of added) statement.run(row);
  }
  database.exec('commit');
  database.close();
  return preparedMs;
}

function read(store, keysFile) {
  const began = performance.now();
  const tables = Object.entries(JSON.parse(readFileSync(keysFile, 'utf8')));
  const preparedMs = performance.now() - began;
  const database = open(store);
  for (const [table, key] of tables) database.prepare(`select * from ${table} order by ${key.join(', ')}`).all();
  database.close();
  return preparedMs;
}

/** Reads and parses the file and holds the result. */
function parse(file) {
  globalThis.held = JSON.parse(readFileSync(file, 'utf8'));
  return 0;
}

function open(store) {
  const database = new Sqlite(store);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  return database;
}
