import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {YamlRecipes} from '../../src/adapters/recipes/yaml-recipes.js';
import {ensureKeyFile} from '../../src/adapters/secrets/key-file.js';
import {SealedSecrets} from '../../src/adapters/secrets/sealed-secrets.js';
import {openStore} from '../../src/adapters/store/open-store.js';
import {emptyTopology, type Topology} from '../../src/core/domain/model.js';
import type {ExecutionEvent} from '../../src/core/execution/execution-event.js';
import type {Clock} from '../../src/core/ports/clock.js';
import type {HostMeasures} from '../../src/core/ports/hosts.js';
import type {Identity, Ports} from '../../src/core/ports/index.js';
import type {Store} from '../../src/core/ports/store.js';
import type {ChangeOptions} from '../../src/core/use-cases/cluster-change.js';
import {FakeClock} from './fake-clock.js';
import {FakeEngine} from './fake-engine.js';
import {FakeProxy} from './fake-proxy.js';
import type {TopologyBuilder} from './topology.js';

/** One process of Muster: its own connection to the store, its own identity. */
export interface HarnessProcess {
  readonly ports: Ports;
  readonly store: Store;
  /** What the executions of this process told. */
  readonly events: ExecutionEvent[];
  options(more?: Partial<ChangeOptions>): ChangeOptions;
}

export interface ProcessFacts {
  readonly pid?: number;
  readonly actor?: string;
  readonly command?: string;
  readonly clock?: Clock;
  /** Of another installation than the first one's. */
  readonly installation?: string;
  /** Id of the cluster that it was told to act for. */
  readonly cluster?: string;
  /** Whether the store says of itself that several machines can use it. */
  readonly shared?: boolean;
  /** The connection of another process: transactions of two connections would wait for each other within one thread. */
  readonly sharing?: HarnessProcess;
}

/** Real SQLite, secrets and recipes in a temporary directory; engine, balancer and time in memory. */
export interface Harness extends HarnessProcess {
  readonly directory: string;
  readonly engine: FakeEngine;
  readonly proxy: FakeProxy;
  /** Ports on which something foreign listens, on every node. */
  readonly listening: Set<number>;
  /** What a script on each node would measure; null as over tcp. */
  host: HostMeasures | null;
  /** Processes that are gone. */
  readonly dead: Set<number>;
  /** Hosts whose services do not answer. */
  readonly silentHosts: Set<string>;
  /** Another process on the same store and machines. */
  another(facts: ProcessFacts): Promise<HarnessProcess>;
  topology(): Promise<Topology>;
  /** Writes the topology as it is, unchecked. */
  seed(topology: Topology | TopologyBuilder): Promise<void>;
  /** Names of running instances, sorted. */
  running(): readonly string[];
  dispose(): Promise<void>;
}

/** Where a commit need not wait for a disk: nothing here outlives its test. */
export const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export const installation = 'f'.repeat(32);

export const aHost: HostMeasures = {
  disk: {directory: '/var/lib/docker', freeBytes: 50 * 1024 ** 3},
  sshd: {maxSessions: 10, maxStartups: 10},
};

export async function createHarness(facts: ProcessFacts = {}): Promise<Harness> {
  const directory = mkdtempSync(join(memory, 'muster-harness-'));
  const engine = new FakeEngine();
  const world = {
    directory,
    engine,
    proxy: new FakeProxy(engine),
    listening: new Set<number>(),
    dead: new Set<number>(),
    silentHosts: new Set<string>(),
    host: aHost as HostMeasures | null,
  };
  const opened: Store[] = [];
  ensureKeyFile(join(directory, 'key'));
  const another = async (process: ProcessFacts) => {
    const started = await startProcess(world, process);
    if (!process.sharing) opened.push(started.store);
    return started;
  };
  const first = await another({pid: 1, ...facts});
  await first.store.change(() => ({commit: {after: {...emptyTopology, orgs: [{name: 'default'}]}}, result: null}));
  return Object.assign(world, first, {
    another,
    topology: () => first.store.readTopology(),
    seed: (topology: Topology | TopologyBuilder) =>
      first.store.change(() => ({commit: {after: 'build' in topology ? topology.build() : topology}, result: undefined})),
    running: () =>
      engine.containers
        .filter((container) => container.kind === 'instance' && container.state === 'running')
        .map((container) => container.name)
        .sort(),
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
      rmSync(directory, {recursive: true, force: true});
    },
  });
}

type World = Pick<Harness, 'directory' | 'engine' | 'proxy' | 'listening' | 'dead' | 'silentHosts' | 'host'>;

async function startProcess(world: World, facts: ProcessFacts): Promise<HarnessProcess> {
  const {pid = 1, actor = 'alice', command = 'muster test', clock = new FakeClock(`p${pid}`), sharing} = facts;
  const store = sharing?.store ?? (await openStore({address: join(world.directory, 'muster.db'), create: true, clock}));
  if (facts.shared !== undefined) Object.defineProperty(store, 'shared', {value: facts.shared});
  const acting = {installation: facts.installation ?? installation, cluster: facts.cluster ?? null};
  const identity: Identity = {...acting, actor, host: 'here', pid, command};
  const secrets = new SealedSecrets({keyPath: join(world.directory, 'key'), env: {}});
  const recipes = new YamlRecipes(join(import.meta.dirname, '../../recipes'));
  const events: ExecutionEvent[] = [];
  const ports: Ports = {
    clock,
    hosts: {
      readListeningPorts: async () => world.listening,
      measure: async () => world.host,
      isAlive: (id) => !world.dead.has(id),
    },
    identity: async () => identity,
    founder: async () => installation,
    store: async () => store,
    engine: async () => world.engine,
    proxy: async () => world.proxy,
    secrets: async () => secrets,
    recipes: async () => recipes,
    serviceProbe: async () => ({
      probe: async ({host, port}) =>
        world.silentHosts.has(host)
          ? {ok: false, reason: 'unreachable', message: `${host}:${port}: nothing listens there`}
          : {ok: true, version: '8.4.0', latencyMs: 1},
    }),
  };
  return {
    ports,
    store,
    events,
    options: (more = {}) => ({
      dryRun: false,
      lockWaitMs: 0,
      onEvent: (event) => events.push(event),
      signal: new AbortController().signal,
      ...more,
    }),
  };
}
