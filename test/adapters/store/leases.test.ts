import {once} from 'node:events';
import {afterEach, beforeEach, expect, it} from 'vitest';
import type {Store} from '../../../src/core/ports/store.js';
import {bundleChild} from './children.js';
import {heldBy, sleep, type StoreDirectory, storeDirectory} from './records.js';

let place: StoreDirectory;
let store: Store;
let start: Awaited<ReturnType<typeof bundleChild>>;

beforeEach(async () => {
  place = storeDirectory();
  store = await place.open();
  start = await bundleChild(place.directory);
});
afterEach(async () => {
  await store.close();
  place.remove();
});

it('a live lease is not broken in 1,000 tries of four processes; that of a killed one is taken over when it ran out', async () => {
  const {child, ended} = start(place.path, 'hold', 'holder');
  await once(child.stdout!, 'data');
  const tries = await Promise.all(Array.from({length: 4}, (_, index) => start(place.path, 'try-250', `thief-${index}`).ended));
  expect(tries.map(({stdout, stderr}) => stdout.trim() || stderr)).toEqual(['0', '0', '0', '0']);
  expect(await store.readLeases()).toMatchObject([{resource: 'a', actor: 'holder', fence: 1}]);
  child.kill('SIGKILL');
  await ended;
  const killedAt = Date.now();
  for (;;) {
    const outcome = await store.acquireLeases({
      resources: ['a'],
      holder: {actor: 'next', host: 'h', pid: 1, command: 'apply', operation: null, reason: null},
      ttlMs: 1000,
    });
    if (outcome.granted) {
      expect(outcome.leases[0]!.fence).toBe(2);
      break;
    }
    expect(outcome.heldBy).toMatchObject({actor: 'holder', pid: child.pid});
    await sleep(20);
  }
  expect(Date.now() - killedAt).toBeLessThan(5000);
}, 60_000);

it('of processes that take turns none enters while another is inside', async () => {
  const ended = await Promise.all(Array.from({length: 4}, (_, index) => start(place.path, 'count', `p${index}`).ended));
  expect(ended.filter(({exit}) => exit !== 0)).toEqual([]);
  expect(await store.readSetting('count')).toBe('160');
  const [last] = await heldBy(store, 'last', ['a'], 1000);
  expect(last!.fence).toBe(161);
}, 60_000);
