import type {AgentPorts} from '../ports/agent.js';
import type {ListenAddress} from '../ports/agent-server.js';
import type {AddressState, Agent} from '../ports/beats.js';
import type {Store} from '../ports/store.js';
import {AgentDoor} from './agent-door.js';
import {conflictFailure, goneFailure, isTrouble} from './agent-failures.js';
import {type AgentEvent, eventsBetween} from './agent-events.js';
import {
  afterBeat,
  afterTrouble,
  agentAtStart,
  type AgentState,
  dueAddress,
  healthOf,
  isBeatDue,
  isNewsDue,
  measuresOf,
  pauseMs,
  slowMs,
  whileWaiting,
} from './agent-state.js';
import {expectOwnCluster, findOwnCluster} from './own-cluster.js';

export interface AgentOptions {
  readonly listen: ListenAddress;
  /** Of this Muster. */
  readonly version: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: AgentEvent) => void;
}

const askAddressMs = 3000;
/** How long the end of an agent may take where the store does not answer. */
const farewellMs = 2000;

/**
 * Beats for the cluster that this installation is, until the signal comes; a second agent of the installation stands by. Fails
 * when the cluster is deleted (`CLUSTER_GONE`), or when a copy of this installation beats for it (`CLUSTER_ID_CONFLICT`).
 */
export async function runAgent(ports: AgentPorts, options: AgentOptions): Promise<void> {
  const [store, {installation, host, pid}, place] = await Promise.all([ports.store(), ports.identity(), ports.place()]);
  const cluster = await expectOwnCluster(store, installation);
  const self: Agent = {agent: ports.clock.newId(), ...place, host, pid};
  const {version, signal, onEvent} = options;
  const beating = new Beating(ports, {...options, store, self, installation}, agentAtStart(cluster, ports.clock.nowMs()));
  const url = await beating.openDoor();
  onEvent({event: 'started', installation, cluster: cluster.id, version, host, pid, url});
  try {
    await beating.begin();
    while (!signal.aborted) await beating.goOn();
    onEvent({event: 'stopping', reason: String(signal.reason)});
  } finally {
    await beating.end();
  }
}

interface Surroundings extends AgentOptions {
  readonly store: Store;
  readonly self: Agent;
  readonly installation: string;
}

class Beating {
  readonly #ports: AgentPorts;
  readonly #around: Surroundings;
  readonly #door: AgentDoor;
  #state: AgentState;
  #asking: Promise<void> | null = null;
  /** How the address answers still, to be told with the next beat. */
  #untold: AddressState | null = null;

  constructor(ports: AgentPorts, around: Surroundings, state: AgentState) {
    this.#ports = ports;
    this.#around = around;
    this.#state = state;
    this.#door = new AgentDoor(ports, {
      address: around.listen,
      installation: around.installation,
      onEvent: around.onEvent,
      report: () => ({
        identity: {installation: around.installation, cluster: this.#state.cluster.id, version: around.version},
        health: healthOf(this.#state, this.#nowMs),
        measures: measuresOf(this.#state),
      }),
    });
  }

  /** The URL at which the agent answers; null while another agent of this installation does. */
  openDoor(): Promise<string | null> {
    return this.#door.open();
  }

  async begin(): Promise<void> {
    await this.#beat(null);
  }

  /** One wait, and what there is to do after it. */
  async goOn(): Promise<void> {
    const {clock} = this.#ports;
    await clock.sleep(pauseMs(this.#state, this.#nowMs), this.#around.signal).catch(() => undefined);
    if (this.#around.signal.aborted) return;
    const dead = this.#deadHolder();
    if (dead !== null || isBeatDue(this.#state, this.#nowMs) || (await this.#hasNews())) await this.#beat(dead);
  }

  /** Where the store cannot say, the next beat tells why. */
  async #hasNews(): Promise<boolean> {
    const {known, cluster} = this.#state;
    if (known === null || !isNewsDue(this.#state, this.#nowMs)) return false;
    const {store, self} = this.#around;
    this.#state = {...this.#state, newsMs: this.#nowMs};
    try {
      return (await this.#unlessStopped(store.hasNews({cluster: cluster.id, agent: self.agent, known}))) ?? false;
    } catch (error) {
      if (!isTrouble(error)) throw error;
      return false;
    }
  }

  /** Gives the cluster up, so that another agent need not wait. */
  async end(): Promise<void> {
    const {store, self, onEvent} = this.#around;
    const farewell = store.endBeats({cluster: this.#state.cluster.id, agent: self.agent}).catch(() => undefined);
    await this.#atMost(farewellMs, Promise.all([farewell, this.#asking]));
    await this.#door.close();
    onEvent({event: 'stopped', beats: this.#state.beats});
  }

  async #beat(dead: string | null): Promise<void> {
    const askedMs = this.#nowMs;
    const {store, self} = this.#around;
    const {cluster, known} = this.#state;
    const address = this.#untold;
    this.#untold = null;
    const answered = this.#watchSilence();
    try {
      const outcome = await this.#unlessStopped(store.beat({...self, cluster, known, address, dead}));
      if (outcome === null) return;
      if (outcome.state === 'conflict') throw conflictFailure(outcome.cluster, {holder: outcome.holder, self});
      if (outcome.state === 'gone') return await this.#followCluster(outcome.installation);
      this.#become(afterBeat(this.#state, outcome, {askedMs, nowMs: this.#nowMs}));
    } catch (error) {
      if (!isTrouble(error)) throw error;
      this.#become(afterTrouble(this.#state, error, {askedMs, nowMs: this.#nowMs}));
    } finally {
      answered.abort();
    }
    if (this.#state.standing === 'active') await this.#door.ensureOpen();
    this.#askAddress();
  }

  /** To be aborted when the answer has come. */
  #watchSilence(): AbortController {
    const answered = new AbortController();
    const tell = () => {
      if (!answered.signal.aborted) this.#become(whileWaiting(this.#state, this.#nowMs));
    };
    void this.#ports.clock.sleep(slowMs, answered.signal).then(tell, () => undefined);
    return answered;
  }

  /** An installation that joined again under another id is that cluster from now on. */
  async #followCluster(owner: string | null): Promise<void> {
    const {store, installation} = this.#around;
    const {cluster: before} = this.#state;
    const cluster = await findOwnCluster(store, installation);
    if (!cluster) throw goneFailure(before, owner);
    this.#become({...this.#state, cluster, known: null, standing: 'starting', askedMs: 0});
  }

  /** Its process is gone, though it has not said so; only where its id means what it means here. */
  #deadHolder(): string | null {
    const holder = this.#state.holder?.beat;
    const {place, pidSpace} = this.#around.self;
    if (!holder || holder.place !== place || holder.pidSpace !== pidSpace) return null;
    return this.#ports.hosts.isAlive(holder.pid) ? null : holder.agent;
  }

  #askAddress(): void {
    const address = dueAddress(this.#state, this.#nowMs);
    if (address === null || this.#asking) return;
    this.#asking = this.#checkAddress(address).finally(() => (this.#asking = null));
  }

  async #checkAddress(address: string): Promise<void> {
    const {store, self, installation} = this.#around;
    const answer = await (await this.#ports.clusterProbe()).ask(address, askAddressMs);
    const isOther = answer.kind === 'stranger' || (answer.kind === 'agent' && answer.identity.installation !== installation);
    const state: AddressState = answer.kind === 'silent' ? 'silent' : isOther ? 'other' : 'reached';
    const before = this.#state.address;
    this.#become({...this.#state, address: {of: address, state, askedMs: this.#nowMs}});
    if (before?.of === address && before.state === state) return void (this.#untold = state);
    // Where the store does not answer, the next beat says so.
    await store.reportAddress({cluster: this.#state.cluster.id, agent: self.agent, state}).catch(() => undefined);
  }

  #become(state: AgentState): void {
    const before = this.#state;
    this.#state = state;
    const {self, onEvent} = this.#around;
    for (const event of eventsBetween(before, state, {place: self.place, nowMs: this.#nowMs})) onEvent(event);
  }

  /** Null when the signal came and the answer did not come soon after it. */
  async #unlessStopped<T>(answer: Promise<T>): Promise<T | null> {
    const {signal} = this.#around;
    const enough = new AbortController();
    let stop = (): void => undefined;
    const stopped = new Promise<null>((resolve) => {
      stop = () =>
        void this.#ports.clock.sleep(farewellMs, enough.signal).then(
          () => resolve(null),
          () => undefined,
        );
    });
    signal.addEventListener('abort', stop, {once: true});
    try {
      return await Promise.race([answer, stopped]);
    } finally {
      signal.removeEventListener('abort', stop);
      enough.abort();
    }
  }

  async #atMost(ms: number, work: Promise<unknown>): Promise<void> {
    const enough = new AbortController();
    await Promise.race([work, this.#ports.clock.sleep(ms, enough.signal).catch(() => undefined)]);
    enough.abort();
  }

  get #nowMs(): number {
    return this.#ports.clock.nowMs();
  }
}
