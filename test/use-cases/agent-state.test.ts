import {describe, expect, it} from 'vitest';
import type {Cluster} from '../../src/core/domain/model.js';
import type {Beat} from '../../src/core/ports/beats.js';
import {eventsBetween} from '../../src/core/use-cases/agent-events.js';
import {
  afterBeat,
  afterTrouble,
  agentAtStart,
  dueAddress,
  type GoodOutcome,
  healthOf,
  isBeatDue,
  isNewsDue,
  nextBeatMs,
  pauseMs,
  whileWaiting,
} from '../../src/core/use-cases/agent-state.js';

const startMs = Date.parse('2026-01-01T00:00:00.000Z');
const cluster: Cluster = {
  id: 'EAST',
  name: 'east',
  installation: 'a'.repeat(32),
  address: 'http://east:7310',
  heartbeatSeconds: 30,
};
const beating: GoodOutcome = {state: 'beating', cluster, known: 0, rival: null};
const beat: Beat = {
  cluster: 'EAST',
  installation: cluster.installation,
  agent: 'other',
  place: 'here',
  pidSpace: 'boot',
  host: 'h',
  pid: 7,
  since: '2026-01-01T00:00:00.000Z',
  at: '2026-01-01T00:00:00.000Z',
  addressState: null,
  addressCheckedAt: null,
  rivalHost: null,
  rivalAt: null,
};
const waiting: GoodOutcome = {state: 'standing-by', cluster, holder: beat, until: '2026-01-01T00:01:15.000Z'};
const silence = {code: 'STORE_UNREACHABLE', message: 'Nobody answers.'};
const at = (seconds: number) => ({askedMs: startMs + seconds * 1000, nowMs: startMs + seconds * 1000});
const active = afterBeat(agentAtStart(cluster, startMs), beating, at(0));

describe('what an agent does next', () => {
  it('beats a heartbeat after it asked last, however long the answer took', () => {
    const slow = afterBeat(active, beating, {askedMs: startMs, nowMs: startMs + 4000});
    expect(pauseMs({...slow, newsMs: startMs + 25_000}, startMs + 25_000)).toBe(5000);
    expect(isBeatDue(slow, startMs + 29_999)).toBe(false);
    expect(isBeatDue(slow, startMs + 30_000)).toBe(true);
    expect(pauseMs(slow, startMs + 99_000)).toBe(0);
  });

  it('beats with the rest of the fleet, on a quarter of a second of its clock, and never later than its heartbeat', () => {
    const late = (ms: number) => nextBeatMs(startMs + ms, 5) - startMs;
    expect([0, 3, 249, 250, 730, 999].map(late)).toEqual([5000, 5000, 5000, 5250, 5500, 5750]);
    const between = afterBeat(active, beating, at(0.73));
    expect(pauseMs({...between, newsMs: startMs + 25_000}, startMs + 25_000)).toBe(5500);
    expect([isBeatDue(between, startMs + 30_499), isBeatDue(between, startMs + 30_500)]).toEqual([false, true]);
  });

  it('asks for news every ten seconds, so that a shorter heartbeat makes nobody offline', () => {
    expect(pauseMs(active, startMs)).toBe(10_000);
    expect([isNewsDue(active, startMs + 9999), isNewsDue(active, startMs + 10_000)]).toEqual([false, true]);
    const heard = {...active, newsMs: startMs + 10_000};
    expect(pauseMs(heard, startMs + 10_000)).toBe(10_000);
    expect(isNewsDue(afterBeat(active, waiting, at(0)), startMs + 10_000)).toBe(false);
    const beset = afterBeat(active, {...beating, rival: {host: 'copy', at: '2026-01-01T00:00:00.000Z'}}, at(0));
    expect([isNewsDue(beset, startMs + 10_000), pauseMs(beset, startMs + 10_000)]).toEqual([false, 20_000]);
    expect(isNewsDue(afterTrouble(active, silence, at(0)), startMs + 10_000)).toBe(false);
  });

  it('takes up another heartbeat with the beat that tells it', () => {
    const changed = afterBeat(active, {...beating, cluster: {...cluster, heartbeatSeconds: 5}}, at(30));
    expect(pauseMs(changed, startMs + 30_000)).toBe(5000);
  });

  it('looks twice a second whether the holder is alive, and asks the store at its heartbeat', () => {
    const standing = afterBeat(active, waiting, at(0));
    expect(pauseMs(standing, startMs)).toBe(500);
    expect(isBeatDue(standing, startMs + 500)).toBe(false);
    expect(pauseMs(standing, startMs + 29_900)).toBe(100);
  });

  it('tries a silent store again after 1, 2, 4 seconds, and never later than it would beat', () => {
    let state = active;
    const pauses = Array.from({length: 8}, () => pauseMs((state = afterTrouble(state, silence, at(0))), startMs));
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(isBeatDue(afterBeat(state, beating, at(1)), startMs + 30_999)).toBe(false);
  });

  it('asks its address when it has become active, each minute, and when there is another', () => {
    expect(dueAddress(agentAtStart(cluster, startMs), startMs)).toBeNull();
    expect(dueAddress(afterBeat(active, waiting, at(0)), startMs)).toBeNull();
    expect(dueAddress(active, startMs)).toBe('http://east:7310');
    const asked = {...active, address: {of: 'http://east:7310', state: 'reached', askedMs: startMs} as const};
    expect(dueAddress(asked, startMs + 59_999)).toBeNull();
    expect(dueAddress(asked, startMs + 60_000)).toBe('http://east:7310');
    expect(dueAddress({...asked, cluster: {...cluster, address: 'http://new'}}, startMs)).toBe('http://new');
    expect(dueAddress({...asked, cluster: {...cluster, address: null}}, startMs + 60_000)).toBeNull();
  });
});

describe('the health of an agent', () => {
  const reasons = (state: typeof active, seconds = 0) => healthOf(state, startMs + seconds * 1000).reasons;

  it('is good while it beats, and while it stands by', () => {
    expect(healthOf(active, startMs + 1000)).toEqual({
      healthy: true,
      reasons: [],
      standing: 'active',
      store: {reachable: true, code: null, message: null},
      lastBeat: {at: '2026-01-01T00:00:00.000Z', ageMs: 1000},
      holder: null,
      conflict: null,
    });
    expect(healthOf(afterBeat(active, waiting, at(0)), startMs)).toMatchObject({
      healthy: true,
      standing: 'standing-by',
      holder: {host: 'h', pid: 7, until: waiting.until},
    });
  });

  it('is bad before the first beat, without a store, with an old beat and with a rival', () => {
    expect(reasons(agentAtStart(cluster, startMs))).toEqual(['It has not beaten yet.']);
    expect(reasons(afterTrouble(active, silence, at(30)))).toEqual(['The store does not answer: Nobody answers.']);
    expect(reasons(active, 75)).toEqual([]);
    expect(reasons(active, 76)).toEqual(['Its last beat is 76 s old, so that the cluster is offline.']);
    const rival = {host: 'copy', at: '2026-01-01T00:00:10.000Z'};
    expect(reasons(afterBeat(active, {...beating, rival}, at(30)), 30)).toEqual([
      'An agent on copy has a copy of this installation and wants to beat for the same cluster.',
    ]);
    const all = afterTrouble(afterBeat(active, {...beating, rival}, at(0)), silence, at(90));
    expect(reasons(all, 90)).toHaveLength(3);
  });
});

describe('what an agent tells', () => {
  const between = (before: typeof active, after: typeof active) =>
    eventsBetween(before, after, {place: 'here', nowMs: startMs + 60_000}).map(({event}) => event);

  it('is nothing while beats go on', () => {
    expect(between(active, afterBeat(active, beating, at(30)))).toEqual([]);
    const standing = afterBeat(active, waiting, at(0));
    expect(between(standing, afterBeat(standing, {...waiting, until: '2026-01-01T00:02:00.000Z'}, at(30)))).toEqual([]);
  });

  it('is each change of it once', () => {
    const standing = afterBeat(active, waiting, at(0));
    expect(between(agentAtStart(cluster, startMs), active)).toEqual(['active']);
    expect(between(active, standing)).toEqual(['standing-by']);
    expect(between(standing, afterBeat(standing, {...waiting, holder: {...beat, agent: 'third'}}, at(30)))).toEqual([
      'standing-by',
    ]);
    expect(between(standing, active)).toEqual(['active']);
    expect(between(active, {...active, cluster: {...cluster, name: 'ost'}})).toEqual(['cluster-changed']);
  });

  it('is a store that is slow, why it does not answer, and that it does again', () => {
    const slow = whileWaiting(active, startMs + 2000);
    const silent = afterTrouble(slow, silence, at(10));
    expect(between(active, slow)).toEqual(['store-silent']);
    expect(between(slow, silent)).toEqual(['store-silent']);
    expect(between(silent, whileWaiting(silent, startMs + 20_000))).toEqual([]);
    expect(between(silent, afterTrouble(silent, silence, at(20)))).toEqual([]);
    expect(eventsBetween(silent, afterBeat(silent, beating, at(60)), {place: 'here', nowMs: startMs + 60_000})).toEqual([
      {event: 'store-answers', attempts: 1, silentMs: 60_000},
    ]);
  });

  it('is a conflict, and that it is over', () => {
    const rival = {host: 'copy', at: '2026-01-01T00:00:10.000Z'};
    const troubled = afterBeat(active, {...beating, rival}, at(30));
    const still = afterBeat(troubled, {...beating, rival: {...rival, at: '2026-01-01T00:00:40.000Z'}}, at(60));
    expect(between(active, troubled)).toEqual(['conflict']);
    expect(between(troubled, still)).toEqual([]);
    expect(between(still, afterBeat(still, beating, at(90)))).toEqual(['conflict-over']);
  });
});
