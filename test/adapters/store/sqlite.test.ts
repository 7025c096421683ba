import {existsSync, readdirSync, rmSync, statSync, utimesSync} from 'node:fs';
import Sqlite from 'better-sqlite3';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {migrations} from '../../../src/adapters/store/migrations/index.js';
import {digestOf} from '../../../src/adapters/store/digest.js';
import {schemaVersion} from '../../../src/adapters/store/schema.js';
import {Seal} from '../../../src/adapters/store/tables/seals.js';
import {firstTopology} from '../../../src/core/domain/changes/with-org.js';
import {clock, type StoreDirectory, storeDirectory} from './records.js';
import {storeContract} from './store-contract.js';
import {small} from './topologies.js';

storeContract('sqlite', async () => {
  const place = storeDirectory();
  return {store: await place.open(), reopen: () => place.open({create: false}), remove: async () => place.remove()};
});

describe('the SQLite file', () => {
  let place: StoreDirectory;

  beforeEach(() => {
    place = storeDirectory();
  });
  afterEach(() => place.remove());

  it("is the user's alone, and nothing is left beside it but the mark and the copy", async () => {
    const store = await place.open();
    await store.change(() => ({commit: {after: small}, result: null}));
    await store.close();
    expect(readdirSync(place.directory).toSorted()).toEqual(['muster.db', 'muster.db-mark', 'muster.db.bak']);
    for (const name of readdirSync(place.directory)) expect(statSync(`${place.directory}/${name}`).mode & 0o777).toBe(0o600);
  });

  it('is in WAL mode', async () => {
    await (await place.open()).close();
    const sqlite = new Sqlite(place.path);
    expect(sqlite.pragma('journal_mode', {simple: true})).toBe('wal');
    sqlite.close();
  });

  it('knows the number of its last migration', () => {
    expect(migrations).toHaveLength(schemaVersion);
  });

  it('records each migration with the version that made it', async () => {
    await (await place.open({version: '1.2.3'})).close();
    const sqlite = new Sqlite(place.path);
    const rows = sqlite.prepare('select name, version from migrations order by number').all();
    sqlite.close();
    expect(rows).toEqual(migrations.map(({name}) => ({name, version: '1.2.3'})));
  });

  it('survives every migration being run again', async () => {
    const store = await place.open();
    await store.change(() => ({commit: {after: small}, result: null}));
    await store.close();
    const sqlite = new Sqlite(place.path);
    sqlite.exec('delete from migrations');
    const {kyselyOver, sqliteSchemaCapabilities} = await import('../../../src/adapters/store/sqlite/dialect.js');
    const {migrate} = await import('../../../src/adapters/store/migrations/migrate.js');
    const capabilities = {...sqliteSchemaCapabilities(sqlite), readSchemaVersion: async () => 0};
    await migrate({db: kyselyOver(sqlite), capabilities, appVersion: '1.0.0', now: clock.now()});
    sqlite.close();
    const again = await place.open({create: false});
    expect(await again.readTopology()).toEqual(small);
    await again.close();
  });

  it('of an older Muster gets the seals by which parts of it are read', async () => {
    const store = await place.open();
    await store.change(() => ({commit: {after: small}, result: null}));
    await store.close();
    const sqlite = new Sqlite(place.path);
    sqlite.exec("delete from seals where scope like 'env %'; delete from migrations where number >= 9; pragma user_version = 8");
    sqlite.close();
    const again = await place.open({create: false});
    const part = await again.readPart({org: 'acme', envs: ['prod'], addresses: []});
    expect(part.instances).toEqual(small.instances);
    await again.close();
  });

  it('of an older Muster gets the columns and the seal of its clusters, and a damaged row is not sealed anew', async () => {
    const first = firstTopology('1'.repeat(32));
    const store = await place.open();
    await store.change(() => ({commit: {after: first}, result: null}));
    await store.close();
    const before = new Seal();
    for (const {id, name, installation} of first.clusters) before.add(digestOf(JSON.stringify([id, name, installation])));
    const sqlite = new Sqlite(place.path);
    sqlite.exec(
      `alter table clusters drop column address; alter table clusters drop column heartbeat_seconds;
      update seals set digest = '${before.hex}' where scope = 'clusters';
      delete from migrations where number >= 10; pragma user_version = 9`,
    );
    sqlite.close();
    rmSync(`${place.path}.bak`);
    const again = await place.open({create: false});
    expect((await again.readTopology()).clusters).toEqual(first.clusters);
    await again.close();
    const copy = new Sqlite(`${place.path}.bak`, {readonly: true});
    expect(copy.pragma('user_version', {simple: true})).toBe(9);
    expect(copy.prepare('select id from clusters').pluck().all()).toEqual(first.clusters.map(({id}) => id));
    copy.close();
    const damaged = new Sqlite(place.path);
    damaged.exec("update clusters set name = 'other'; delete from migrations where number >= 10; pragma user_version = 9");
    damaged.close();
    await expect(place.open({create: false})).rejects.toMatchObject({code: 'STORE_BROKEN'});
  });

  it('is copied while it is young, but for a big one not before the last copy is as old as the size asks for or far smaller', async () => {
    const backup = `${place.path}.bak`;
    const store = await place.open();
    await store.writeSetting('k', 'small');
    const madeAt = () => statSync(backup).mtimeMs;
    const small = madeAt();
    await store.writeSetting('k', 'x'.repeat(2_000_000));
    for (let revision = 3; revision <= 8; revision += 1) await store.writeSetting('l', `${revision}`);
    expect(madeAt()).toBe(small);
    await store.close();
    const minuteAgo = new Date(Date.now() - 60_001);
    utimesSync(backup, minuteAgo, minuteAgo);
    const again = await place.open({create: false});
    await again.writeSetting('l', '9, when the store has outgrown the copy');
    expect(madeAt()).toBeGreaterThan(small);
    utimesSync(backup, minuteAgo, minuteAgo);
    const second = madeAt();
    await again.writeSetting('l', '10');
    expect(madeAt()).toBe(second);
    await again.close();
  });

  it('is copied once a day', async () => {
    const backup = `${place.path}.bak`;
    const store = await place.open();
    for (let index = 0; index < 5; index += 1) await store.writeSetting('k', `${index}`);
    const yesterday = new Date(Date.now() - 86_400_001);
    utimesSync(backup, yesterday, yesterday);
    await store.writeSetting('k', 'today');
    const made = statSync(backup).mtimeMs;
    expect(made).toBeGreaterThan(yesterday.getTime());
    await store.writeSetting('k', 'later');
    expect(statSync(backup).mtimeMs).toBe(made);
    await store.close();
    const copy = new Sqlite(backup, {readonly: true});
    expect(copy.prepare('select content from settings').pluck().get()).toBe('today');
    copy.close();
    expect(existsSync(`${backup}.part`)).toBe(false);
  });
});
