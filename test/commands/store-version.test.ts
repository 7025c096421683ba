import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {expect, it} from 'vitest';
import {schemaVersion} from '../../src/adapters/store/schema.js';
import {aCli} from '../support/run-cli.js';

const {version} = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {version: string};

it('a store remembers the Muster that made it, and tells an older one which both are', async () => {
  const cli = await aCli();
  const sqlite = new Sqlite(join(cli.home, 'muster.db'));
  expect(sqlite.prepare('select distinct version from migrations').pluck().all()).toEqual([version]);
  sqlite
    .prepare('insert into migrations (number, name, version, applied_at) values (?, ?, ?, ?)')
    .run(schemaVersion + 1, 'next', '9.9.9', '2030-01-01T00:00:00.000Z');
  sqlite.pragma(`user_version = ${schemaVersion + 1}`);
  sqlite.close();
  expect(await cli.run('node list --json')).toMatchObject({
    exit: 7,
    json: {error: {code: 'STORE_NEWER', details: {store: '9.9.9', program: version}}},
  });
});
