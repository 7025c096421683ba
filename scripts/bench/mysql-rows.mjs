import {readFileSync} from 'node:fs';
import {createConnection} from 'mysql2/promise';

/** Inserts the rows of a file in one transaction: the least that writing them takes. Prints the milliseconds of reading the file. */
const [loginText, file] = process.argv.slice(2);
const rowsOfInsert = 500;

const began = performance.now();
const tables = JSON.parse(readFileSync(file, 'utf8'));
const readMs = performance.now() - began;

const connection = await createConnection(JSON.parse(loginText));
await connection.query('start transaction');
for (const {table, columns, rows} of tables)
  for (let start = 0; start < rows.length; start += rowsOfInsert)
    await connection.query('insert into ?? (??) values ?', [table, columns, rows.slice(start, start + rowsOfInsert)]);
await connection.query('commit');
await connection.end();
process.stdout.write(`${readMs}\n`);
