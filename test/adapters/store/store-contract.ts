import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {emptyTopology, type Topology} from '../../../src/core/domain/model.js';
import type {Store} from '../../../src/core/ports/store.js';
import {beatsContract} from './beats-contract.js';
import {audit, heldBy, operation, sleep} from './records.js';
import {acme, deployment, entry, instance, node, sealed, small, topologies, versionOf, inOrder} from './topologies.js';

export interface OpenedStore {
  readonly store: Store;
  /** Another connection to the same store. */
  reopen(): Promise<Store>;
  remove(): Promise<void>;
}

const write = (store: Store, after: Topology): Promise<null> => store.change(() => ({commit: {after}, result: null}));

/** What every database must do: run once for each. */
export function storeContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`the ${name} store`, () => {
    let opened: OpenedStore;
    let store: Store;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(async () => {
      await store.close();
      await opened.remove();
    });

    describe('topology', () => {
      it('is empty at first', async () => {
        expect(await store.readTopology()).toEqual(emptyTopology);
      });

      it('gives back what was written, to another connection too', async () => {
        await write(store, small);
        expect(await store.readTopology()).toEqual(small);
        const other = await opened.reopen();
        expect(await other.readTopology()).toEqual(small);
        await other.close();
      });

      it('reads only the collections asked for', async () => {
        await write(store, small);
        expect(await store.readTopology(['nodes', 'orgs'])).toEqual({...emptyTopology, nodes: small.nodes, orgs: small.orgs});
      });

      it('sorts by key, whatever the order of writing', async () => {
        await write(store, {...small, nodes: small.nodes.toReversed(), configs: small.configs.toReversed()});
        expect(await store.readTopology()).toEqual(small);
      });

      it('turns any topology into any other by writing the difference', async () => {
        await fc.assert(
          fc.asyncProperty(topologies, topologies, async (first, second) => {
            await write(store, first);
            expect(await store.readTopology()).toEqual(first);
            await write(store, second);
            expect(await store.readTopology()).toEqual(second);
            await write(store, emptyTopology);
          }),
          {numRuns: 60},
        );
      });

      it('hands the topology to the decision and its result back', async () => {
        await write(store, small);
        expect(await store.change((before) => ({commit: {}, result: before.nodes.length}))).toBe(2);
      });

      it('writes nothing when the decision throws', async () => {
        await write(store, small);
        await expect(
          store.change(() => {
            throw new RangeError('no');
          }),
        ).rejects.toThrow(RangeError);
        expect(await store.readTopology()).toEqual(small);
      });

      it('lets records exchange what must be unique', async () => {
        await write(store, small);
        const [first, second] = small.nodes;
        const after = {
          ...small,
          nodes: [
            {...first!, connect: second!.connect},
            {...second!, connect: first!.connect},
          ],
          entries: inOrder(small.entries.map((each) => ({...each, env: each.env === 'prod' ? 'test' : 'prod'}))),
          instances: [instance('master', 8002), instance('slave', 8001)],
        };
        await write(store, after);
        expect(await store.readTopology()).toEqual(after);
      });

      it('runs changes that meet one after the other', async () => {
        await write(store, {...acme});
        await Promise.all(
          Array.from({length: 20}, (_, index) =>
            store.change((before) => ({
              commit: {after: {...before, nodes: [...before.nodes, node('acme', `n${index}`)]}},
              result: null,
            })),
          ),
        );
        expect((await store.readTopology()).nodes).toHaveLength(20);
      });

      it('writes 10,000 nodes at once and each of their changes', async () => {
        const nodes = Array.from({length: 10_000}, (_, index) => node('acme', `n${`${index}`.padStart(5, '0')}`));
        await write(store, {...acme, nodes});
        await write(store, {...acme, nodes: nodes.map((each) => ({...each, zone: 'z'}))});
        const read = await store.readTopology(['nodes']);
        expect(read.nodes).toHaveLength(10_000);
        expect(read.nodes.every((each) => each.zone === 'z')).toBe(true);
      });
    });

    describe('constraints', () => {
      const [first] = small.nodes;
      it.each([
        ['NAME_TAKEN', 'a node twice', {...small, nodes: [...small.nodes, {...first!, connect: 'other'}]}],
        ['NAME_TAKEN', 'an org twice', {...small, orgs: [...small.orgs, ...small.orgs]}],
        [
          'NODE_ONE_ORG',
          'one endpoint for two nodes',
          {...small, nodes: [...small.nodes, node('acme', 'web-3', first!.connect)]},
        ],
        ['ENTRY_TAKEN', 'one address for two envs', {...small, entries: [...small.entries, entry('prod', 'test.example:80')]}],
        [
          'PORT_TAKEN',
          'one port of a node for two instances',
          {...small, instances: [...small.instances, instance('slave', 8001, 2)]},
        ],
        [
          'ONE_VERSION',
          'two versions of an app in an env',
          {...small, deployments: [...small.deployments, deployment('blog', '2.0.0')]},
        ],
        [
          'REFERENCE_BROKEN',
          'an instance on a node outside its env',
          {...small, instances: [{...instance('slave', 8001), node: 'web-2'}]},
        ],
        ['REFERENCE_BROKEN', 'an env without its org', {...small, orgs: []}],
      ] as const)('%s refuses %s and changes nothing', async (code, _what, after) => {
        await write(store, small);
        await expect(write(store, after)).rejects.toMatchObject({code, exitCode: 3});
        expect(await store.readTopology()).toEqual(small);
      });

      it('keeps one address of any host for two envs, and one address with two paths', async () => {
        const shop = {...entry('test', 'test.example:80'), path: '/shop'};
        const after = {...small, entries: inOrder([...small.entries, entry('test', ':80'), shop])};
        await write(store, after);
        expect(await store.readTopology()).toEqual(after);
      });

      it('names both sides', async () => {
        await write(store, small);
        const after = {...small, entries: [...small.entries, entry('prod', 'test.example:80')]};
        await expect(write(store, after)).rejects.toThrow(
          'env acme/test and env acme/prod both have the address test.example:80',
        );
      });
    });

    describe('secrets', () => {
      const [one, two, other] = [sealed('token', 1), sealed('token', 2), sealed('token', 1, 'blog')];

      it('shows the latest version of each name and keeps the others', async () => {
        await store.change(() => ({commit: {after: {...small, secrets: [versionOf(one)]}, sealed: [one]}, result: null}));
        await store.change((before) => ({
          commit: {after: {...before, secrets: [versionOf(two), versionOf(other)]}, sealed: [two, other]},
          result: null,
        }));
        expect((await store.readTopology()).secrets).toEqual([versionOf(two), versionOf(other)]);
        expect(await store.readSealed()).toEqual([one, two, other]);
        expect(await store.readSealed({org: 'acme', env: 'prod'})).toHaveLength(3);
        expect(await store.readSealed({org: 'acme', env: 'test'})).toEqual([]);
      });

      it('forgets every version of a name that is gone, and may forget the env with it', async () => {
        await store.change(() => ({
          commit: {after: {...small, secrets: [versionOf(two), versionOf(other)]}, sealed: [one, two, other]},
          result: null,
        }));
        await store.change((before) => ({commit: {after: {...before, secrets: [versionOf(other)]}}, result: null}));
        expect(await store.readSealed()).toEqual([other]);
        await write(store, emptyTopology);
        expect(await store.readSealed()).toEqual([]);
      });

      it('seals without touching the topology', async () => {
        await write(store, small);
        await store.change(() => ({commit: {sealed: [one]}, result: null}));
        expect(await store.readTopology()).toEqual({...small, secrets: [versionOf(one)]});
      });
    });

    describe('operations and their journal', () => {
      it('commits an operation with the topology, or neither', async () => {
        await store.change(() => ({commit: {after: small, operation: operation('a')}, result: null}));
        expect(await store.readOperation('a')).toEqual(operation('a'));
        const after = {...small, orgs: []};
        await expect(store.change(() => ({commit: {after, operation: operation('b')}, result: null}))).rejects.toMatchObject({
          exitCode: 3,
        });
        expect(await store.readOperation('b')).toBeNull();
      });

      it('lists the newest first, open ones alone when asked', async () => {
        for (const id of ['a', 'b', 'c']) await store.change(() => ({commit: {operation: operation(id)}, result: null}));
        await store.setOperationState({id: 'b', state: 'done', endedAt: '2026-01-02T00:00:00.000Z'}, []);
        const ids = async (filter?: {open?: boolean; limit?: number}) =>
          (await store.readOperations(filter)).map((each) => each.id);
        expect(await ids()).toEqual(['c', 'b', 'a']);
        expect(await ids({open: true})).toEqual(['c', 'a']);
        expect(await ids({limit: 1})).toEqual(['c']);
        expect(await store.readOperation('b')).toMatchObject({state: 'done', endedAt: '2026-01-02T00:00:00.000Z'});
      });

      it('refuses to set the state of an operation there is not', async () => {
        await expect(store.setOperationState({id: 'none', state: 'done', endedAt: null}, [])).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
      });

      it('keeps the journal of each operation in order', async () => {
        for (const id of ['a', 'b']) await store.change(() => ({commit: {operation: operation(id)}, result: null}));
        const line = (id: string, step: string) =>
          ({operation: id, step, state: 'done', at: '2026-01-01T00:00:00.000Z', message: null}) as const;
        for (const step of ['1', '2', '3']) await store.appendJournal(line('a', step), []);
        await store.appendJournal(line('b', '1'), []);
        expect(await store.readJournal('a')).toEqual(['1', '2', '3'].map((step) => line('a', step)));
        expect(await store.readJournal('b')).toHaveLength(1);
        expect(await store.readJournal('none')).toEqual([]);
      });

      it('refuses a line of one who has lost a lease', async () => {
        await store.change(() => ({commit: {operation: operation('a')}, result: null}));
        const line = {operation: 'a', step: '1', state: 'done', at: '2026-01-01T00:00:00.000Z', message: null} as const;
        const held = await heldBy(store, 'one', ['x', 'y'], 60_000);
        await store.appendJournal(line, held);
        await store.releaseLeases(held.slice(0, 1));
        await expect(store.appendJournal(line, held)).rejects.toMatchObject({code: 'LEASE_LOST', exitCode: 5});
        await heldBy(store, 'two', ['x'], 60_000);
        await expect(store.appendJournal(line, held)).rejects.toMatchObject({code: 'LEASE_LOST'});
        expect(await store.readJournal('a')).toHaveLength(1);
      });

      it('refuses a commit and an end of an operation by one who has lost a lease, and writes neither', async () => {
        await store.change(() => ({commit: {after: small, operation: operation('a')}, result: null}));
        const held = await heldBy(store, 'one', ['x', 'y'], 20);
        // Ran out, and nobody has taken it: still the holder's.
        await sleep(60);
        await store.change((after) => ({commit: {after: {...after, configs: []}, leases: held}, result: null}));
        const [taken] = await heldBy(store, 'two', ['x'], 60_000);
        const writing = store.change(() => ({
          commit: {after: emptyTopology, operation: operation('b'), leases: held},
          result: null,
        }));
        await expect(writing).rejects.toMatchObject({code: 'LEASE_LOST', exitCode: 5});
        const ending = store.setOperationState({id: 'a', state: 'done', endedAt: null}, held);
        await expect(ending).rejects.toMatchObject({code: 'LEASE_LOST'});
        expect(await store.readTopology()).toEqual({...small, configs: []});
        expect((await store.readOperations()).map(({id, state}) => [id, state])).toEqual([['a', 'running']]);
        await store.setOperationState({id: 'a', state: 'done', endedAt: null}, [taken!]);
        expect(await store.readOperation('a')).toMatchObject({state: 'done'});
      });
    });

    describe('leases', () => {
      it('are granted all or none, naming the holder', async () => {
        await heldBy(store, 'one', ['b'], 60_000);
        const refused = await store.acquireLeases({resources: ['a', 'b'], holder: holder('two'), ttlMs: 60_000});
        expect(refused).toMatchObject({granted: false, heldBy: {resource: 'b', actor: 'one'}});
        expect((await store.readLeases()).map((lease) => lease.resource)).toEqual(['b']);
      });

      it('are refused while another holds what blocks them, which is not taken itself', async () => {
        const held = await heldBy(store, 'one', ['env acme/prod'], 60_000);
        const request = {resources: ['a'], blockedBy: ['env acme/prod'], holder: holder('two'), ttlMs: 60_000};
        expect(await store.acquireLeases(request)).toMatchObject({granted: false, heldBy: {resource: 'env acme/prod'}});
        await store.releaseLeases(held);
        expect(await store.acquireLeases(request)).toMatchObject({granted: true, leases: [{resource: 'a'}]});
      });

      it('raise the fence each time they change hands, after a release too', async () => {
        const fences: number[] = [];
        for (const actor of ['one', 'two', 'three']) {
          const held = await heldBy(store, actor, ['a'], 60_000);
          fences.push(held[0]!.fence);
          await store.releaseLeases(held);
        }
        expect(fences).toEqual([1, 2, 3]);
        expect(await store.readLeases()).toEqual([]);
      });

      it('are taken over when they ran out; the one before cannot renew, nor release what it lost', async () => {
        const held = await heldBy(store, 'one', ['a'], 20);
        await sleep(60);
        expect(await store.readLeases()).toEqual([]);
        const [taken] = await heldBy(store, 'two', ['a'], 60_000);
        expect(taken!.fence).toBe(2);
        expect(await store.renewLeases(held, 60_000)).toBe(false);
        await store.releaseLeases(held);
        expect(await store.readLeases()).toEqual([taken]);
      });

      it('last as long as they are renewed', async () => {
        const held = await heldBy(store, 'one', ['a', 'b'], 150);
        for (let beat = 0; beat < 4; beat += 1) {
          await sleep(60);
          expect(await store.renewLeases(held, 150)).toBe(true);
        }
        expect(await store.readLeases()).toHaveLength(2);
      });

      it('renew none when one was lost', async () => {
        const held = await heldBy(store, 'one', ['a', 'b'], 60_000);
        await store.releaseLeases(held.slice(0, 1));
        expect(await store.renewLeases(held, 120_000)).toBe(false);
        expect((await store.readLeases())[0]).toEqual(held[1]);
      });

      it('never run out when they are manual, not even renewed', async () => {
        const [lock] = await heldBy(store, 'one', ['env acme/prod'], null);
        expect(lock).toMatchObject({manual: true, expiresAt: null});
        await store.renewLeases([lock!], 1);
        await sleep(20);
        expect(await store.readLeases()).toEqual([lock]);
        expect(await store.acquireLeases({resources: ['env acme/prod'], holder: holder('two'), ttlMs: 1000})).toMatchObject({
          granted: false,
        });
      });
    });

    beatsContract(() => opened);

    describe('settings and audit', () => {
      it('knows what a change has led to as long as every row is as it was then', async () => {
        const after = {...small, configs: small.configs.slice(1)};
        await store.change(() => ({commit: {after: small, recorded: 'first'}, result: null}));
        expect(await store.isRecorded('first')).toBe(true);
        expect(await store.isRecorded('second')).toBe(false);
        await store.change(() => ({commit: {after, recorded: 'second'}, result: null}));
        expect([await store.isRecorded('first'), await store.isRecorded('second')]).toEqual([false, true]);
        await write(store, small);
        const other = await opened.reopen();
        expect([await other.isRecorded('first'), await other.isRecorded('second')]).toEqual([true, false]);
        await other.close();
        await store.change(() => ({commit: {sealed: [sealed('token', 7)]}, result: null}));
        expect(await store.isRecorded('first')).toBe(false);
      });

      it('records by itself that nothing had to change', async () => {
        await write(store, small);
        await store.change(() => ({commit: {recorded: 'again'}, result: null}));
        expect(await store.isRecorded('again')).toBe(true);
        expect(await store.readTopology()).toEqual(small);
      });

      it('keeps the last value of a setting', async () => {
        expect(await store.readSetting('k')).toBeNull();
        await store.writeSetting('k', 'v');
        await store.writeSetting('k', '');
        expect(await store.readSetting('k')).toBe('');
      });

      it('keeps every audit record, the newest first', async () => {
        expect(await store.readAudit(10)).toEqual([]);
        for (let index = 1; index <= 5; index += 1) await store.appendAudit(audit(index));
        expect(await store.readAudit(3)).toEqual([audit(5), audit(4), audit(3)]);
        expect(await store.readAudit(100)).toHaveLength(5);
      });
    });
  });
}

function holder(actor: string) {
  return {actor, host: 'h', pid: 1, command: 'apply', operation: null, reason: null};
}
