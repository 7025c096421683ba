import fc from 'fast-check';
import {once} from 'node:events';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {openStoreCopy} from '../../../src/adapters/store/copy/open-copy.js';
import {writeMark} from '../../../src/adapters/store/copy/standing.js';
import type {KyselyStore} from '../../../src/adapters/store/kysely-store.js';
import {openStore} from '../../../src/adapters/store/open-store.js';
import {unfinishedNumber} from '../../../src/adapters/store/schema.js';
import type {Ports} from '../../../src/core/ports/index.js';
import type {CopyEvent} from '../../../src/core/ports/store-copy.js';
import type {Store} from '../../../src/core/ports/store.js';
import {copyStore, type CopyOptions, type CopyOutcome} from '../../../src/core/use-cases/copy-store.js';
import {bundleChild} from './children.js';
import {audit, clock, heldBy, operation, type StorePlace} from './records.js';
import {acme, node, sealed, small, topologies} from './topologies.js';

const write = (store: Store, after: typeof small) => store.change(() => ({commit: {after}, result: null}));
const open = (place: StorePlace, more: object = {}) =>
  openStore({address: place.address, create: false, clock, version: '1.0.0', ...more});

const place = {agent: 'a', place: 'p', pidSpace: 's', host: 'h', pid: 1, dead: null};
const aBeat = {...place, cluster: {id: 'C', name: 'c', installation: 'i', address: null, heartbeatSeconds: 30}};

/** Everything that commands read of a store, but for when it was moved and who it is. */
async function contentOf(store: Store) {
  const operations = await store.readOperations();
  return {
    topology: await store.readTopology(),
    sealed: await store.readSealed(),
    operations,
    journals: await Promise.all(operations.map(({id}) => store.readJournal(id))),
    leases: await store.readLeases(),
    audit: await store.readAudit(10_000),
    settings: await Promise.all(['founder', 'proxy-image'].map((key) => store.readSetting(key))),
  };
}

/** What copying a store must come to: run once for each pair of databases. */
export function storeCopying(
  name: string,
  places: {readonly from: () => StorePlace | Promise<StorePlace>; readonly to: () => StorePlace | Promise<StorePlace>},
): void {
  describe(`copying a store ${name}`, () => {
    let from: StorePlace;
    let to: StorePlace;
    let source: KyselyStore;

    beforeEach(async () => {
      [from, to] = [await places.from(), await places.to()];
      source = (await from.open()) as KyselyStore;
    });
    afterEach(async () => {
      await source.close();
      await Promise.all([from.remove(), to.remove()]);
    });

    async function copy(store: KyselyStore, target: StorePlace, more: Partial<CopyOptions> = {}): Promise<CopyOutcome> {
      const identity = {installation: '', actor: 'me', host: 'here', pid: process.pid, command: 'store copy'};
      const ports = {clock, store: async () => store, identity: async () => identity, hosts: {isAlive: () => true}};
      const copying = await openStoreCopy({
        source: store,
        from: 'source',
        to: {address: target.address, create: true, clock, version: '1.0.0'},
      });
      const options = {dryRun: false, lockWaitMs: 0, signal: new AbortController().signal, onEvent: () => undefined, ...more};
      try {
        return await copyStore(ports as unknown as Ports, copying, options);
      } finally {
        await copying.close();
      }
    }

    async function fill(store: Store): Promise<void> {
      await store.change(() => ({commit: {after: small, operation: operation('a')}, result: null}));
      await store.change(() => ({commit: {sealed: [sealed('db', 1), sealed('db', 2)]}, result: null}));
      await store.change(() => ({commit: {operation: operation('b')}, result: null}));
      for (const step of ['1', '2', '3'])
        await store.appendJournal({operation: 'a', step, state: 'done', at: '2026-01-01T00:00:00.000Z', message: 'ü 💡'}, []);
      for (let index = 1; index <= 30; index += 1) await store.appendAudit(audit(index));
      await store.writeSetting('proxy-image', 'haproxy:3');
      await heldBy(store, 'locker', ['env acme/prod'], null);
      await store.releaseLeases(await heldBy(store, 'one', ['x'], 60_000));
    }

    it('takes everything along, fences too, and each row of the answer is there', async () => {
      await fill(source);
      const before = await contentOf(source);
      const outcome = await copy(source, to);
      expect(outcome).toMatchObject({changed: true, resumed: false});
      const target = await open(to);
      expect(await contentOf(target)).toEqual(before);
      const [taken] = await heldBy(target, 'two', ['x'], 60_000);
      expect(taken!.fence).toBe(2);
      await write(target, acme);
      expect(Object.fromEntries(outcome.tables.map(({table, rows}) => [table, rows]))).toMatchObject({
        audit_records: 30,
        journal_entries: 3,
        operation_plans: 2,
        secrets: 2,
        nodes: 2,
        node_endpoints: 2,
      });
      await target.close();
    });

    it('leaves the source as it was: read with a warning, once, and closed to every change', async () => {
      await fill(source);
      const before = await contentOf(source);
      await copy(source, to);
      const moves: unknown[] = [];
      const again = await open(from, {onMoved: (move: unknown) => moves.push(move)});
      expect(await contentOf(again)).toEqual(before);
      expect(moves).toMatchObject([{to: expect.any(String)}]);
      for (const writing of [
        () => write(again, acme),
        () => again.writeSetting('k', 'v'),
        () => again.appendAudit(audit(99)),
        () => again.beat(aBeat),
        () => again.acquireLeases({resources: ['q'], holder: before.leases[0]!, ttlMs: 1}),
      ])
        await expect(writing()).rejects.toMatchObject({code: 'STORE_MOVED', exitCode: 7, details: {movedAt: expect.any(String)}});
      await again.close();
    });

    it('of any topology and back again gives the same, and the first place is the store once more', async () => {
      await fc.assert(
        fc.asyncProperty(topologies, topologies, async (first, second) => {
          await write(source, first);
          await copy(source, to);
          const target = await open(to);
          expect(await target.readTopology()).toEqual(first);
          await write(target, second);
          expect(await copy(target, from)).toMatchObject({changed: true});
          await expect(write(target, first)).rejects.toMatchObject({code: 'STORE_MOVED'});
          await target.close();
          await source.close();
          source = await open(from);
          expect(await source.readTopology()).toEqual(second);
        }),
        {numRuns: 8},
      );
    });

    it('again changes nothing', async () => {
      await fill(source);
      await copy(source, to);
      expect(await copy(source, to)).toMatchObject({changed: false, passes: 0});
    });

    it('writes nothing on a dry run', async () => {
      await fill(source);
      expect(await copy(source, to, {dryRun: true})).toMatchObject({changed: true, dryRun: true});
      await expect(open(to)).rejects.toMatchObject({code: 'STORE_MISSING'});
      expect(await source.readSetting('store-id')).toBeNull();
    });

    it('refuses a target that is another store, and writes nothing there', async () => {
      const other = await to.open();
      await write(other, acme);
      await expect(copy(source, to)).rejects.toMatchObject({code: 'STORE_NOT_EMPTY', exitCode: 4});
      expect(await other.readTopology()).toEqual(acme);
      await other.close();
      await source.writeSetting('k', 'v');
    });

    it('goes on where it was cut short; until then nobody takes the target for a store', async () => {
      await fill(source);
      const stop = new AbortController();
      let seen = 0;
      const onEvent = ({type}: CopyEvent) => {
        if (type === 'rows' && (seen += 1) === 9) stop.abort('SIGINT');
      };
      await expect(copy(source, to, {onEvent, signal: stop.signal})).rejects.toMatchObject({exitCode: 130});
      await expect(open(to)).rejects.toMatchObject({code: 'STORE_UNFINISHED', exitCode: 7});
      await expect(open(to, {create: true})).rejects.toMatchObject({code: 'STORE_UNFINISHED'});
      const other = await places.from();
      const stranger = (await other.open()) as KyselyStore;
      await expect(copy(stranger, to)).rejects.toMatchObject({code: 'STORE_NOT_EMPTY'});
      await stranger.close();
      await other.remove();
      await write(source, {...small, configs: []});
      const before = await contentOf(source);
      expect(await copy(source, to)).toMatchObject({resumed: true});
      const target = await open(to);
      expect(await contentOf(target)).toEqual(before);
      await target.close();
    });

    it('ends what was cut short after the source was marked as moved', async () => {
      await fill(source);
      const before = await contentOf(source);
      await copy(source, to);
      const half = await open(to);
      const storeId = await half.readSetting('store-id');
      await half.parts.database.transaction('write', async (connection) => {
        await writeMark(connection, storeId!, clock.now());
        if (!/^mysql/.test(to.address)) await connection.run(`pragma user_version = ${unfinishedNumber}`, []);
      });
      await half.close();
      const elsewhere = await places.to();
      await expect(copy(source, elsewhere)).rejects.toMatchObject({code: 'STORE_MOVED'});
      await elsewhere.remove();
      expect(await copy(source, to)).toMatchObject({resumed: true});
      const target = await open(to);
      expect(await contentOf(target)).toEqual(before);
      await target.close();
    });

    it('stops before a damaged row becomes a good one', async () => {
      await fill(source);
      await source.parts.database.transaction('write', (connection) =>
        connection.run("update audit_records set actor = 'other' where seq = 7", []),
      );
      await expect(copy(source, to)).rejects.toMatchObject({code: 'STORE_BROKEN'});
      await source.writeSetting('k', 'v');
      await expect(open(to)).rejects.toMatchObject({code: 'STORE_UNFINISHED'});
    });

    it('waits for whoever moves machines, or names them', async () => {
      await fill(source);
      const held = await heldBy(source, 'mover', ['deployment acme/prod/blog'], 60_000);
      await expect(copy(source, to)).rejects.toMatchObject({code: 'BUSY', exitCode: 5, details: {lease: {actor: 'mover'}}});
      const events: CopyEvent[] = [];
      const onEvent = (event: CopyEvent) => {
        if (event.type === 'waiting' && events.push(event) === 1) void source.releaseLeases(held);
      };
      expect(await copy(source, to, {lockWaitMs: 30_000, onEvent})).toMatchObject({changed: true});
      expect(events).toMatchObject([{holder: 'mover@h'}]);
    });

    it('loses nothing of one who writes all the while', async () => {
      await write(source, {...acme, nodes: Array.from({length: 3000}, (_, index) => node('acme', `n${index}`))});
      const start = await bundleChild(from.directory);
      const {child, ended} = start(from.address, 'write-until-moved', 'w');
      await once(child.stdout!, 'data');
      const outcome = await copy(source, to);
      const {stdout, stderr} = await ended;
      expect(stderr.trim()).toBe('STORE_MOVED');
      const acknowledged = stdout.trim().split('\n');
      expect(outcome.passes).toBeGreaterThan(1);
      expect(acknowledged.length).toBeGreaterThan(1);
      const target = await open(to);
      const names = (await target.readTopology(['nodes'])).nodes.map((each) => each.name).filter((each) => each.startsWith('w-'));
      expect(new Set(names)).toEqual(new Set(acknowledged));
      // Of what was refused at last, the record may have come before the move.
      const records = (await target.readAudit(10_000)).map(({id}) => id).filter((id) => id.startsWith('w-'));
      expect(records.filter((id) => !names.includes(id)).length).toBeLessThanOrEqual(1);
      expect(names.filter((each) => !records.includes(each))).toEqual([]);
      await target.close();
    }, 60_000);
  });
}
