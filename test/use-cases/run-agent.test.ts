import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {HttpAgentServer} from '../../src/adapters/agent-server/http-agent-server.js';
import {Failure} from '../../src/core/domain/errors.js';
import type {Cluster} from '../../src/core/domain/model.js';
import type {AgentPorts} from '../../src/core/ports/agent.js';
import type {Store} from '../../src/core/ports/store.js';
import type {AgentEvent} from '../../src/core/use-cases/agent-events.js';
import {runAgent} from '../../src/core/use-cases/run-agent.js';
import {type StoreDirectory, storeDirectory} from '../adapters/store/records.js';
import {FakeClock} from '../support/fake-clock.js';

const installation = 'a'.repeat(32);
const cluster: Cluster = {id: 'EAST', name: 'east', installation, address: 'http://east.example:7310', heartbeatSeconds: 5};

let place: StoreDirectory;
let store: Store;
beforeEach(async () => {
  place = storeDirectory();
  store = await place.open();
  await declare(cluster);
});
afterEach(async () => {
  await store.close();
  place.remove();
});

const declare = (...clusters: readonly Cluster[]) =>
  store.change((before) => ({commit: {after: {...before, clusters}}, result: null}));

interface Run {
  readonly events: AgentEvent[];
  /** Runs until it is stopped, or ends by itself. */
  readonly ended: Promise<unknown>;
  stop(): void;
}

/** An agent on the real store, whose clock does not wait. `onBeat` is told how often it has beaten. */
function start(
  onBeat: (beats: number) => void,
  {
    beat = store.beat.bind(store),
    reportAddress = store.reportAddress.bind(store),
  }: Partial<Pick<Store, 'beat' | 'reportAddress'>> = {},
): Run {
  const stopping = new AbortController();
  const events: AgentEvent[] = [];
  let beats = 0;
  const watched = Object.create(store, {
    beat: {
      value: async (request: Parameters<Store['beat']>[0]) => {
        beats += 1;
        onBeat(beats);
        return beat(request);
      },
    },
    endBeats: {value: store.endBeats.bind(store)},
    reportAddress: {value: reportAddress},
    readTopology: {value: store.readTopology.bind(store)},
  }) as Store;
  const ports: AgentPorts = {
    clock: new FakeClock(`agent-${Math.random()}`),
    hosts: {isAlive: () => true} as unknown as AgentPorts['hosts'],
    identity: async () => ({installation, actor: 'me', host: 'here', pid: 7, command: 'agent run', cluster: null}),
    store: async () => watched,
    agentServer: async () => new HttpAgentServer(),
    clusterProbe: async () => ({ask: async () => ({kind: 'silent', reason: 'nobody'})}),
    place: async () => ({place: 'here', pidSpace: 'boot'}),
  };
  const ended = runAgent(ports, {
    listen: {host: '127.0.0.1', port: 0},
    version: '1.0.0',
    signal: stopping.signal,
    onEvent: (event) => events.push(event),
  }).catch((error: unknown) => error);
  return {events, ended, stop: () => stopping.abort('SIGTERM')};
}

it('an agent gives its cluster up when it is told to stop', async () => {
  const run = start((beats) => {
    if (beats === 5) run.stop();
  });
  expect(await run.ended).toBeUndefined();
  expect(run.events.map(({event}) => event)).toEqual(['started', 'active', 'address', 'stopping', 'stopped']);
  expect((await store.readBeats()).beats).toMatchObject([{cluster: 'EAST', agent: null, addressState: 'silent'}]);
});

it('how the address answers is told at once where it is new, and with a beat where it is as before', async () => {
  const told: string[] = [];
  const run = start(
    (beats) => {
      if (beats === 40) run.stop();
    },
    {
      beat: (request) => {
        if (request.address) told.push(`${request.address} with a beat`);
        return store.beat(request);
      },
      reportAddress: async (report) => {
        told.push(`${report.state} at once`);
        await store.reportAddress(report);
      },
    },
  );
  expect(await run.ended).toBeUndefined();
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told.slice(1))).toEqual(new Set(['silent with a beat']));
  expect(told[0]).toBe('silent at once');
});

it('an agent goes on as its cluster when that joins again under another id', async () => {
  const run = start((beats) => {
    if (beats === 3) void declare({...cluster, id: 'WEST'});
    if (beats === 8) run.stop();
  });
  expect(await run.ended).toBeUndefined();
  expect(run.events).toContainEqual({event: 'cluster-changed', cluster: {...cluster, id: 'WEST'}});
  expect((await store.readBeats()).beats).toMatchObject([{cluster: 'WEST', agent: null}]);
});

it('an agent ends by itself for nothing that the store may come back from, and for a bug', async () => {
  const unreachable = new Failure({code: 'STORE_UNREACHABLE', exit: 7, message: 'Nobody answers.'});
  let failing = true;
  const run = start(
    (beats) => {
      failing = beats < 20;
      if (beats === 22) run.stop();
    },
    {
      beat: async (request) => {
        if (failing) throw unreachable;
        return store.beat(request);
      },
    },
  );
  expect(await run.ended).toBeUndefined();
  expect(run.events.map(({event}) => event)).toEqual([
    'started',
    'store-silent',
    'store-answers',
    'active',
    'address',
    'stopping',
    'stopped',
  ]);
  const bug = new TypeError('no');
  expect(await start(() => undefined, {beat: () => Promise.reject(bug)}).ended).toBe(bug);
});

it('an agent holds no more after thousands of beats than after some', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = new Map<number, {readonly heap: number; readonly handles: number}>();
  const run = start((beats) => {
    if (beats === 500 || beats === 4000) {
      collect();
      used.set(beats, {heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length});
    }
    if (beats === 4000) run.stop();
  });
  expect(await run.ended).toBeUndefined();
  const [before, after] = [used.get(500)!, used.get(4000)!];
  expect(after.heap - before.heap).toBeLessThan(1_000_000);
  expect(after.handles - before.handles).toBeLessThan(5);
}, 60_000);
