import {afterEach, beforeEach, expect, it} from 'vitest';
import {emptyTopology} from '../../../src/core/domain/model.js';
import {bundleChild} from './children.js';
import {type StoreDirectory, storeDirectory} from './records.js';
import {acme, small} from './topologies.js';

let place: StoreDirectory;
let start: Awaited<ReturnType<typeof bundleChild>>;

beforeEach(async () => {
  place = storeDirectory();
  start = await bundleChild(place.directory);
});
afterEach(() => place.remove());

it('fifty processes that add a node at once all succeed, and no node is lost', async () => {
  const store = await place.open();
  await store.change(() => ({commit: {after: {...acme}}, result: null}));
  await store.close();
  const ended = await Promise.all(Array.from({length: 50}, (_, index) => start(place.path, 'add-node', `n${index}`).ended));
  expect(ended.filter(({exit}) => exit !== 0)).toEqual([]);
  const again = await place.open({create: false});
  expect(new Set((await again.readTopology(['nodes'])).nodes.map((node) => node.name)).size).toBe(50);
  await again.close();
}, 60_000);

it('ten processes that make the store at once make one', async () => {
  const ended = await Promise.all(Array.from({length: 10}, () => start(place.path, 'create').ended));
  expect(ended.filter(({exit}) => exit !== 0)).toEqual([]);
  const store = await place.open({create: false});
  expect(await store.readTopology()).toEqual(emptyTopology);
  await store.close();
}, 60_000);

it('a process that is killed while it decides leaves the store as it was, and free', async () => {
  const store = await place.open();
  await store.change(() => ({commit: {after: small}, result: null}));
  const {signal} = await start(place.path, 'crash-in-change').ended;
  expect(signal).toBe('SIGKILL');
  expect(await store.readTopology()).toEqual(small);
  await store.writeSetting('k', 'v');
  await store.close();
}, 30_000);
