import {once} from 'node:events';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {emptyTopology} from '../../../src/core/domain/model.js';
import {bundleChild} from './children.js';
import {heldBy, sleep, type StorePlace} from './records.js';
import {acme, small} from './topologies.js';

/** What processes that meet on one store must come to, whatever its database: run once for each. */
export function storeConcurrency(name: string, openPlace: () => StorePlace | Promise<StorePlace>): void {
  describe(`processes that share the ${name} store`, () => {
    let place: StorePlace;
    let start: Awaited<ReturnType<typeof bundleChild>>;

    beforeEach(async () => {
      place = await openPlace();
      start = await bundleChild(place.directory);
    });
    afterEach(() => place.remove());

    it('fifty processes that add a node at once all succeed, and no node is lost', async () => {
      const store = await place.open();
      await store.change(() => ({commit: {after: {...acme}}, result: null}));
      await store.close();
      const ended = await Promise.all(
        Array.from({length: 50}, (_, index) => start(place.address, 'add-node', `n${index}`).ended),
      );
      expect(ended.filter(({exit}) => exit !== 0)).toEqual([]);
      const again = await place.open({create: false});
      expect(new Set((await again.readTopology(['nodes'])).nodes.map((node) => node.name)).size).toBe(50);
      await again.close();
    }, 60_000);

    it('ten processes that make the store at once make one', async () => {
      const ended = await Promise.all(Array.from({length: 10}, () => start(place.address, 'create').ended));
      expect(ended.filter(({exit}) => exit !== 0)).toEqual([]);
      const store = await place.open({create: false});
      expect(await store.readTopology()).toEqual(emptyTopology);
      await store.close();
    }, 60_000);

    it('a process that is killed while it decides leaves the store as it was, and free', async () => {
      const store = await place.open();
      await store.change(() => ({commit: {after: small}, result: null}));
      const {signal} = await start(place.address, 'crash-in-change').ended;
      expect(signal).toBe('SIGKILL');
      expect(await store.readTopology()).toEqual(small);
      await store.writeSetting('k', 'v');
      await store.close();
    }, 30_000);

    it('a live lease is not broken in 1,000 tries of four processes; that of a killed one is taken over when it ran out', async () => {
      const store = await place.open();
      const {child, ended} = start(place.address, 'hold', 'holder');
      await once(child.stdout!, 'data');
      const tries = await Promise.all(
        Array.from({length: 4}, (_, index) => start(place.address, 'try-250', `thief-${index}`).ended),
      );
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
      await store.close();
    }, 60_000);

    it('of processes that take turns none enters while another is inside', async () => {
      const store = await place.open();
      const ended = await Promise.all(Array.from({length: 4}, (_, index) => start(place.address, 'count', `p${index}`).ended));
      expect(ended.filter(({exit}) => exit !== 0)).toEqual([]);
      expect(await store.readSetting('count')).toBe('160');
      const [last] = await heldBy(store, 'last', ['a'], 1000);
      expect(last!.fence).toBe(161);
      await store.close();
    }, 60_000);
  });
}
