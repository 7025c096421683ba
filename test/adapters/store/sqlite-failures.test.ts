import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {readMark} from '../../../src/adapters/store/sqlite/mark.js';
import {schemaVersion} from '../../../src/adapters/store/schema.js';
import {Failure} from '../../../src/core/domain/errors.js';
import type {Store} from '../../../src/core/ports/store.js';
import {fill, flipBit, readEverything} from './damage.js';
import {clock, type StoreDirectory, storeDirectory} from './records.js';
import {openStore} from '../../../src/adapters/store/open-store.js';
import {node, small} from './topologies.js';

const canMount = process.platform === 'linux' && process.getuid?.() === 0;
if (!canMount && process.env['CI'] === 'true') throw new Error('These tests need root on Linux.');

let place: StoreDirectory;
beforeEach(() => {
  place = storeDirectory();
});
afterEach(() => place.remove());

const addNode = (store: Store, name = 'added') =>
  store.change((before) => ({commit: {after: {...before, nodes: [...before.nodes, node('acme', name)]}}, result: null}));

async function filled(): Promise<void> {
  const store = await place.open();
  await fill(store);
  await store.close();
}

/** What opening and reading everything comes to: the values, or the code of the failure. */
async function outcome(): Promise<unknown> {
  let store: Store | null = null;
  try {
    store = await place.open({create: false});
    return await readEverything(store);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.code;
  } finally {
    await store?.close();
  }
}

describe('a store that cannot be used', () => {
  it('STORE_MISSING says to make one', async () => {
    await expect(place.open({create: false})).rejects.toMatchObject({
      code: 'STORE_MISSING',
      exitCode: 7,
      hint: expect.stringContaining('muster init'),
    });
    expect(existsSync(place.path)).toBe(false);
  });

  it('STORE_MISSING too when making it was cut short', async () => {
    writeFileSync(place.path, '');
    await expect(place.open({create: false})).rejects.toMatchObject({code: 'STORE_MISSING'});
    await (await place.open()).close();
  });

  it('STORE_NEWER names both versions', async () => {
    await (await place.open()).close();
    const sqlite = new Sqlite(place.path);
    sqlite
      .prepare('insert into migrations (number, name, version, applied_at) values (?, ?, ?, ?)')
      .run(schemaVersion + 1, 'next', '9.9.9', clock.now());
    sqlite.pragma(`user_version = ${schemaVersion + 1}`);
    sqlite.close();
    await expect(place.open({create: false, version: '1.0.0'})).rejects.toMatchObject({
      code: 'STORE_NEWER',
      exitCode: 7,
      message: expect.stringMatching(/9\.9\.9.*1\.0\.0/),
      details: {store: '9.9.9', program: '1.0.0'},
    });
  });

  it('STORE_BUSY when another writes for too long', async () => {
    const store = await place.open({busyMs: 50});
    const other = new Sqlite(place.path);
    other.exec('begin immediate');
    await expect(store.writeSetting('k', 'v')).rejects.toMatchObject({code: 'STORE_BUSY', exitCode: 7});
    expect(await store.readSetting('k')).toBeNull();
    other.exec('rollback');
    other.close();
    await store.writeSetting('k', 'v');
    await store.close();
  });

  it('any other error of a decision stays what it is', async () => {
    const store = await place.open();
    await expect(
      store.change(() => {
        throw new SyntaxError('a bug');
      }),
    ).rejects.toThrow(SyntaxError);
    await store.close();
  });
});

describe.skipIf(!canMount)('a file system that refuses (root on Linux)', () => {
  let mounted: string;

  beforeEach(() => {
    mounted = join(place.directory, 'mounted');
    mkdirSync(mounted);
  });
  afterEach(() => execFileSync('umount', ['-l', mounted]));

  it('STORE_READONLY on a read-only one, with the file or without', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'muster-test', mounted]);
    const path = join(mounted, 'muster.db');
    const store = await openStore({address: path, create: true, clock});
    await fill(store);
    await store.close();
    execFileSync('mount', ['-o', 'remount,ro', mounted]);
    await expect(
      (async () => {
        const reopened = await openStore({address: path, create: false, clock});
        await addNode(reopened).finally(() => reopened.close());
      })(),
    ).rejects.toMatchObject({code: 'STORE_READONLY', exitCode: 7});
    await expect(openStore({address: join(mounted, 'other', 'muster.db'), create: true, clock})).rejects.toMatchObject({
      code: 'STORE_READONLY',
    });
  });

  it('STORE_FULL on a full one, and the store is as before the change that failed', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'muster-test', mounted]);
    const path = join(mounted, 'muster.db');
    const store = await openStore({address: path, create: true, clock});
    await store.change(() => ({commit: {after: small}, result: null}));
    let written = small.nodes.length;
    const error = await (async () => {
      for (;;) {
        const names = Array.from({length: 200}, (_, index) => `n-${written + index}`);
        await store.change((before) => ({
          commit: {after: {...before, nodes: [...before.nodes, ...names.map((name) => node('acme', name))]}},
          result: null,
        }));
        written += names.length;
      }
    })().catch((caught: unknown) => caught);
    expect(error).toMatchObject({code: 'STORE_FULL', exitCode: 7});
    expect((await store.readTopology(['nodes'])).nodes).toHaveLength(written);
    await store.close();
    const again = await openStore({address: path, create: false, clock});
    expect((await again.readTopology(['nodes'])).nodes).toHaveLength(written);
    await again.close();
  });

  it('STORE_FULL when there is no room to make one', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'muster-test', mounted]);
    await expect(openStore({address: join(mounted, 'muster.db'), create: true, clock})).rejects.toMatchObject({
      code: 'STORE_FULL',
    });
  });
});

describe('a damaged store', () => {
  it('is refused with the command that restores the copy, and the command works', async () => {
    await filled();
    truncateSync(place.path, 5000);
    const error = await place
      .open({create: false})
      .then(readEverything)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({code: 'STORE_BROKEN', exitCode: 7, details: {backup: `${place.path}.bak`}});
    const command = /: (rm .*)$/.exec((error as Failure).hint!)![1]!;
    execFileSync('sh', ['-c', command]);
    const store = await place.open({create: false});
    expect(await store.readTopology(['nodes'])).toMatchObject({nodes: small.nodes});
    await addNode(store);
    await store.close();
  });

  it.each([0, 1, 99, 100, 4095, 4096, 8192, 0.5, 0.9])('is noticed when it is truncated to %s', async (length) => {
    await filled();
    truncateSync(place.path, length < 1 ? Math.floor(statSync(place.path).size * length) : length);
    expect(await outcome()).toBe('STORE_BROKEN');
  });

  it('is noticed when the file is gone', async () => {
    await filled();
    rmSync(place.path);
    expect(await outcome()).toBe('STORE_BROKEN');
  });

  it('is noticed when an older file is put in its place', async () => {
    await filled();
    copyFileSync(place.path, `${place.path}.old`);
    const store = await place.open();
    await addNode(store);
    await store.close();
    copyFileSync(`${place.path}.old`, place.path);
    expect(await outcome()).toBe('STORE_BROKEN');
  });

  it('is noticed when a row is gone, was added, or was changed behind our back', async () => {
    for (const statement of [
      'delete from memberships',
      "insert into orgs (name) values ('x')",
      "update nodes set zone = 'x'",
      'delete from seals',
      'delete from audit_records where seq = 3',
      'delete from operation_plans',
      'delete from journal_entries where seq = 2',
      'update leases set held = 0',
    ]) {
      await filled();
      const sqlite = new Sqlite(place.path);
      sqlite.pragma('foreign_keys = off');
      sqlite.exec(statement);
      sqlite.close();
      expect(await outcome(), statement).toBe('STORE_BROKEN');
      place.remove();
      place = storeDirectory();
    }
  });

  it('is never read wrongly when a bit flipped: refused, or every value as it was', async () => {
    await filled();
    const expected = await outcome();
    const [whole, random] = [readFileSync(place.path), seeded(20_26)];
    const positions = [
      ...Array.from({length: 100}, (_, index) => index),
      ...Array.from({length: 400}, () => Math.floor(random() * whole.length)),
    ];
    let refused = 0;
    for (const position of positions) {
      const bit = Math.floor(random() * 8);
      writeFileSync(place.path, whole);
      flipBit(place.path, position, bit);
      const found = await outcome();
      if (typeof found === 'string') refused += 1;
      else expect(found, `bit ${bit} of byte ${position}`).toEqual(expected);
    }
    expect(refused).toBeGreaterThan(20);
  }, 60_000);

  it('loses no commit when its log was damaged after a crash', async () => {
    const store = await place.open();
    await fill(store);
    const crashed = {
      database: readFileSync(place.path),
      log: readFileSync(`${place.path}-wal`),
      mark: readFileSync(`${place.path}-mark`),
    };
    const expected = await readEverything(store);
    await store.close();
    const restore = (log: Buffer) => {
      rmSync(`${place.path}-shm`, {force: true});
      writeFileSync(place.path, crashed.database);
      writeFileSync(`${place.path}-wal`, log);
      writeFileSync(`${place.path}-mark`, crashed.mark);
    };
    restore(crashed.log);
    expect(await outcome()).toEqual(expected);
    const random = seeded(7);
    for (let round = 0; round < 100; round += 1) {
      restore(crashed.log);
      const position = Math.floor(random() * crashed.log.length);
      if (round % 2 === 0) flipBit(`${place.path}-wal`, position, round % 8);
      else truncateSync(`${place.path}-wal`, position);
      const found = await outcome();
      if (found !== 'STORE_BROKEN') expect(found, `byte ${position}`).toEqual(expected);
    }
    restore(crashed.log.subarray(0, crashed.log.length - 100));
    expect(await outcome()).toBe('STORE_BROKEN');
  }, 60_000);

  it('does not mind a mark that is gone or broken', async () => {
    await filled();
    writeFileSync(`${place.path}-mark`, 'nonsense');
    expect(readMark(place.path)).toBe(0);
    expect(await outcome()).toBeTypeOf('object');
    rmSync(`${place.path}-mark`);
    expect(await outcome()).toBeTypeOf('object');
  });
});

/** Numbers of [0, 1) that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
