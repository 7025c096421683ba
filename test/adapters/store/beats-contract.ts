import {beforeEach, describe, expect, it} from 'vitest';
import type {Cluster} from '../../../src/core/domain/model.js';
import type {Agent, Beat, BeatRequest} from '../../../src/core/ports/beats.js';
import type {Store} from '../../../src/core/ports/store.js';
import {until} from '../../support/until.js';
import type {OpenedStore} from './store-contract.js';

const cluster: Cluster = {id: 'EAST', name: 'east', installation: 'a'.repeat(32), address: null, heartbeatSeconds: 30};
const west: Cluster = {...cluster, id: 'WEST', name: 'west', installation: 'b'.repeat(32)};

const agent = (name: string, place = 'here'): Agent => ({agent: name, place, pidSpace: 'boot', host: `${place}.example`, pid: 7});
const request = (name: string, more: Partial<BeatRequest> = {}): BeatRequest => ({
  ...agent(name),
  cluster,
  known: null,
  dead: null,
  ...more,
});
const elsewhere = (name: string, more: Partial<BeatRequest> = {}) => request(name, {...agent(name, 'copy'), ...more});

/** A cluster that beats every 0 seconds is silent a millisecond later. */
const impatient: Cluster = {...cluster, heartbeatSeconds: 0};

export function beatsContract(open: () => OpenedStore): void {
  describe('beats', () => {
    let store: Store;

    const declare = (...clusters: readonly Cluster[]) =>
      store.change((before) => ({commit: {after: {...before, clusters}}, result: null}));
    const row = async (): Promise<Beat> => {
      const beat = (await store.readBeats()).beats.find((each) => each.cluster === 'EAST');
      if (!beat) throw new Error('EAST has never beaten');
      return beat;
    };
    const tick = async () => {
      const {now} = await store.readBeats();
      await until('the clock of the database goes on', async () => (await store.readBeats()).now > now, {everyMs: 1});
    };

    beforeEach(async () => {
      store = open().store;
      await declare(cluster, west);
    });

    it('begin with the first one, by the clock of the database', async () => {
      expect((await store.readBeats()).beats).toEqual([]);
      expect(await store.beat(request('one'))).toEqual({state: 'beating', cluster, known: 0, rival: null});
      const {now, beats} = await store.readBeats();
      const [beat] = beats;
      expect(beats).toEqual([
        {
          ...agent('one'),
          cluster: 'EAST',
          installation: cluster.installation,
          since: beat?.since,
          at: beat?.at,
          addressState: null,
          addressCheckedAt: null,
          rivalHost: null,
          rivalAt: null,
        },
      ]);
      expect(beat!.since <= beat!.at && beat!.at <= now && Date.parse(now) - Date.parse(beat!.at) < 60_000).toBe(true);
      expect(beat!.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });

    it('go on, and touch the row of no other cluster', async () => {
      await store.beat(request('other', {cluster: west}));
      await store.beat(request('one'));
      const before = (await store.readBeats()).beats;
      await tick();
      await store.beat(request('one'));
      const after = (await store.readBeats()).beats;
      expect(after[0]).toEqual({...before[0], at: after[0]?.at});
      expect(after[0]!.at > before[0]!.at).toBe(true);
      expect(after[1]).toEqual(before[1]);
    });

    it('leave the revision and every seal alone', async () => {
      const before = await store.readTopology();
      await store.beat(request('one'));
      await store.reportAddress({cluster: 'EAST', agent: 'one', state: 'silent'});
      expect(await store.readTopology()).toEqual(before);
    });

    it('are those of one agent: a second one stands by until the first has been silent for 2.5 intervals', async () => {
      await store.beat(request('one'));
      const holder = await row();
      const until = new Date(Date.parse(holder.at) + 75_000).toISOString();
      expect(await store.beat(request('two'))).toEqual({state: 'standing-by', cluster, holder, until});
      expect(await row()).toEqual(holder);
    });

    it('pass to the next when the holder is silent; who comes back stands by', async () => {
      await declare(impatient, west);
      await store.beat(request('one'));
      await tick();
      expect(await store.beat(request('two'))).toEqual({
        state: 'beating',
        cluster: impatient,
        known: expect.any(Number),
        rival: null,
      });
      await declare(cluster, west);
      expect(await store.beat(request('two'))).toMatchObject({state: 'beating'});
      expect(await store.beat(request('one'))).toMatchObject({state: 'standing-by', holder: {agent: 'two'}});
    });

    it('pass at once when the holder is known to be dead, and to nobody when it was another', async () => {
      await store.beat(request('one'));
      expect(await store.beat(request('two', {dead: 'zero'}))).toMatchObject({state: 'standing-by'});
      expect(await store.beat(request('two', {dead: 'one'}))).toMatchObject({state: 'beating'});
      expect(await row()).toMatchObject({agent: 'two'});
    });

    it('pass at once when the holder has ended; nobody else can end them', async () => {
      await store.beat(request('one'));
      await store.endBeats({cluster: 'EAST', agent: 'two'});
      expect(await row()).toMatchObject({agent: 'one'});
      await store.endBeats({cluster: 'EAST', agent: 'one'});
      expect(await row()).toMatchObject({agent: null});
      expect(await store.beat(request('two'))).toMatchObject({state: 'beating'});
    });

    it('are of one agent however many begin at once', async () => {
      const outcomes = await Promise.all(Array.from({length: 20}, (_, index) => store.beat(request(`agent-${index}`))));
      expect(outcomes.filter(({state}) => state === 'beating')).toHaveLength(1);
      expect(outcomes.filter(({state}) => state === 'standing-by')).toHaveLength(19);
    });

    it('tell what the cluster has become', async () => {
      await store.beat(request('one'));
      let known = 0;
      for (const changed of [
        {...cluster, heartbeatSeconds: 5},
        {...cluster, address: 'http://east.example:7310'},
        {...cluster, name: 'ost'},
      ]) {
        await declare(changed, west);
        expect(await store.beat(request('one', {known}))).toEqual({
          state: 'beating',
          cluster: changed,
          known: known + 1,
          rival: null,
        });
        known += 1;
        const again = await store.beat(request('one', {cluster: changed, known}));
        expect(again).toEqual({state: 'beating', cluster: changed, known, rival: null});
      }
    });

    it('can be asked for news without beating', async () => {
      await store.beat(request('one'));
      const before = await row();
      await tick();
      const ask = (agentName: string, known: number) => store.hasNews({cluster: 'EAST', agent: agentName, known});
      expect([await ask('one', 0), await ask('one', 1), await ask('two', 0)]).toEqual([false, true, true]);
      expect(await row()).toEqual(before);
      await declare({...cluster, heartbeatSeconds: 5}, west);
      expect(await ask('one', 0)).toBe(true);
      await declare(west);
      expect(await ask('one', 1)).toBe(true);
    });

    it('are not told of what became of another cluster, or of anything else', async () => {
      await store.beat(request('one'));
      await declare(cluster, {...west, name: 'other'});
      await store.writeSetting('k', 'v');
      const imagined = {...cluster, name: 'as the agent knows it'};
      expect(await store.beat(request('one', {cluster: imagined, known: 0}))).toMatchObject({cluster: imagined});
    });

    it('of a deleted cluster are refused, and bring nothing back', async () => {
      await store.beat(request('one'));
      await declare(west);
      expect(await store.beat(request('one'))).toEqual({state: 'gone', installation: null});
      expect((await store.readBeats()).beats).toEqual([]);
      expect((await store.readTopology(['clusters'])).clusters).toEqual([west]);
    });

    it('of a cluster that another installation has by now are refused', async () => {
      await store.beat(request('one'));
      await declare(west);
      await declare({...cluster, installation: 'c'.repeat(32)}, west);
      expect(await store.beat(request('one'))).toEqual({state: 'gone', installation: 'c'.repeat(32)});
      expect((await store.readBeats()).beats).toEqual([]);
    });

    describe('from a copy of the installation', () => {
      beforeEach(() => store.beat(request('one')));

      it('make a conflict that the holder and the copy see at their next beat', async () => {
        expect(await store.beat(elsewhere('copy'))).toMatchObject({state: 'standing-by', holder: {host: 'here.example'}});
        await tick();
        const seen = await store.beat(request('one', {known: 0}));
        expect(seen).toMatchObject({state: 'beating', rival: {host: 'copy.example'}});
        expect(await store.beat(elsewhere('copy'))).toMatchObject({
          state: 'conflict',
          holder: {host: 'here.example', agent: 'one'},
        });
        expect(await store.beat(request('one'))).toMatchObject({state: 'beating', rival: {host: 'copy.example'}});
        expect(await row()).toMatchObject({agent: 'one', rivalHost: 'copy.example'});
      });

      it('stand by as long as the holder does not beat, and get the cluster when it stays silent', async () => {
        for (let times = 0; times < 3; times += 1)
          expect(await store.beat(elsewhere('copy'))).toMatchObject({state: 'standing-by'});
        await declare(impatient, west);
        await tick();
        expect(await store.beat(elsewhere('copy'))).toMatchObject({state: 'beating', rival: null});
        expect(await row()).toMatchObject({agent: 'copy', place: 'copy', rivalHost: null, rivalAt: null});
      });

      it('are forgotten once they have been silent as long as a cluster may be', async () => {
        await store.beat(elsewhere('copy'));
        await declare(impatient, west);
        await tick();
        expect(await store.beat(request('one'))).toEqual({
          state: 'beating',
          cluster: impatient,
          known: expect.any(Number),
          rival: null,
        });
        expect(await row()).toMatchObject({rivalHost: null, rivalAt: null});
      });
    });

    it('carry how the address answers, which is for the holder to say', async () => {
      await store.beat(request('one'));
      await store.reportAddress({cluster: 'EAST', agent: 'two', state: 'other'});
      expect(await row()).toMatchObject({addressState: null, addressCheckedAt: null});
      await store.reportAddress({cluster: 'EAST', agent: 'one', state: 'reached'});
      const {addressState, addressCheckedAt, at} = await row();
      expect(addressState).toBe('reached');
      expect(addressCheckedAt! >= at).toBe(true);
    });

    it('tell how the address answers in the same statement, whatever else there is to tell', async () => {
      await store.beat(request('one'));
      expect(await store.beat(request('one', {known: 0, address: 'reached'}))).toMatchObject({state: 'beating'});
      expect(await row()).toMatchObject({addressState: 'reached'});
      expect((await row()).addressCheckedAt).toBe((await row()).at);
      await declare({...cluster, name: 'east-2'}, west);
      expect(await store.beat(request('one', {known: 0, address: 'silent'}))).toMatchObject({state: 'beating', known: 1});
      const told = await row();
      expect(told).toMatchObject({addressState: 'silent', addressCheckedAt: told.at});
      expect(await store.beat(request('one', {known: 1}))).toMatchObject({state: 'beating'});
      expect(await row()).toMatchObject({addressState: 'silent', addressCheckedAt: told.addressCheckedAt});
      await store.beat(request('two', {address: 'other'}));
      expect(await row()).toMatchObject({addressState: 'silent'});
    });
  });
}
