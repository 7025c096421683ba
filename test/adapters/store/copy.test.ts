import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {copyStore, isTopologyWhole} from '../../../src/adapters/store/sqlite/copy.js';
import {openReadonly} from '../../../src/adapters/store/sqlite/connect.js';
import type {Topology} from '../../../src/core/domain/model.js';
import {fill} from './damage.js';
import {type StoreDirectory, storeDirectory} from './records.js';
import {small} from './topologies.js';

describe('a copy of the store', () => {
  let place: StoreDirectory;

  beforeEach(() => {
    place = storeDirectory();
  });
  afterEach(() => place.remove());

  const isWhole = () => {
    const sqlite = new Sqlite(place.path);
    try {
      return isTopologyWhole(sqlite);
    } finally {
      sqlite.close();
    }
  };
  const alter = (statement: string) => {
    const sqlite = new Sqlite(place.path);
    sqlite.exec(statement);
    sqlite.close();
  };
  const write = async (after: Topology) => {
    const store = await place.open();
    await store.change(() => ({commit: {after}, result: null}));
    await store.close();
  };

  it('is known to be whole by the text that SQLite makes of its rows', async () => {
    const written = fc.string({
      unit: fc.oneof(fc.constantFrom(...'"\\/\b\f\n\r\t\u0001\u001f\u007f\u0085\u2028'), fc.string({unit: 'grapheme'})),
    });
    const texts = [
      '',
      ...fc.sample(
        written.filter((text) => !text.includes('\0')),
        500,
      ),
    ];
    await write({
      ...small,
      configs: texts.map((value, index) => ({org: 'acme', env: 'prod', app: null, key: `K${index}`, value})),
    });
    expect(isWhole()).toBe(true);
  });

  it.each([
    ['a text that changed', "update nodes set zone = 'x' where name = 'web-1'"],
    ['a number that changed', 'update deployments set generation = generation + 1'],
    ['a row that is gone', "delete from instances where role = 'slave'"],
    ['a row that was added', "insert into envs values ('acme', 'new', 'default', '{}')"],
    ['a seal that is gone', "delete from seals where scope = 'nodes'"],
  ])('is not whole with %s, and is not made', async (_, statement) => {
    await write(small);
    alter(statement);
    expect(isWhole()).toBe(false);
    await expect(copyStore(place.path, `${place.path}.copy`)).rejects.toThrow();
  });

  it('holds everything, also where only the store itself can tell', async () => {
    const store = await place.open();
    await fill(store);
    await store.close();
    await copyStore(place.path, `${place.path}.copy`);
    const {store: copy} = openReadonly(`${place.path}.copy`);
    expect(await copy.readTopology()).toMatchObject({configs: small.configs, nodes: small.nodes});
    await copy.close();
  });
});
