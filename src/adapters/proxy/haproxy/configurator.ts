import {Failure} from '../../../core/domain/errors.js';
import type {Node} from '../../../core/domain/model.js';
import type {ProxyModel} from '../../../core/domain/proxy.js';
import type {Clock} from '../../../core/ports/clock.js';
import {carryState, nothingCarried} from './carry-state.js';
import {compareState} from './compare-state.js';
import {configuredServers} from './configured-servers.js';
import type {ProxyContainer} from './container.js';
import {activate, deliver, forgetState, readFile, reloadAgain, restore} from './delivery.js';
import {stateDiffers} from './failures.js';
import {parseMark, renderConfiguration} from './render.js';
import type {Runtime, RunningWorker} from './runtime.js';
import type {ServerState} from './statistics.js';

const takeoverMs = 10_000;
const pollMs = 50;

export interface ConfiguratorContext {
  readonly node: Node;
  readonly clock: Clock;
  readonly container: ProxyContainer;
  readonly runtime: Runtime;
}

/** What ran before a reload. */
interface Snapshot {
  readonly worker: RunningWorker;
  readonly failedReloads: number;
  readonly states: readonly ServerState[];
}

const nothingRuns: Snapshot = {worker: {pid: 0, mark: null}, failedReloads: 0, states: []};

/** Brings a configuration into the running balancer without dropping a connection. */
export class Configurator {
  readonly #context: ConfiguratorContext;

  constructor(context: ConfiguratorContext) {
    this.#context = context;
  }

  async ensure(model: ProxyModel): Promise<boolean> {
    const {node, container} = this.#context;
    const text = renderConfiguration(model);
    const before = await this.#snapshot();
    if (before.worker.mark?.text === parseMark(text)?.text && (await readFile(container)) === text) return false;
    await deliver(container, node, text);
    const servers = configuredServers(model);
    const carried = carryState((await this.#snapshot()).states, servers);
    await activate(container, carried);
    const differences = await this.#takeOver(before, async ({mark}) =>
      mark?.text === parseMark(text)?.text
        ? compareState(servers, await this.#context.runtime.readServers())
        : ['the earlier configuration still serves'],
    );
    if (differences.length > 0) throw await this.#giveUp(differences);
    if (carried !== nothingCarried) await forgetState(container);
    return true;
  }

  async reload(): Promise<void> {
    const {node, container, runtime} = this.#context;
    await runtime.readWorker();
    const before = await this.#snapshot();
    await reloadAgain(container, carryState(before.states, before.states));
    const differences = await this.#takeOver(before, async () => []);
    if (differences.length > 0) throw stateDiffers(node, differences, await container.readAlerts());
    await forgetState(container);
  }

  async #snapshot(): Promise<Snapshot> {
    const {runtime} = this.#context;
    try {
      const [worker, {failedReloads}, states] = await Promise.all([
        runtime.readWorker(),
        runtime.readWorkers(),
        runtime.readServers(),
      ]);
      return {worker, failedReloads, states};
    } catch (error) {
      if (error instanceof Failure && error.code === 'PROXY_UNREACHABLE') return nothingRuns;
      throw error;
    }
  }

  /** Waits for a new worker of which `check` finds no difference; returns the last differences when none comes. */
  async #takeOver(before: Snapshot, check: (worker: RunningWorker) => Promise<readonly string[]>): Promise<readonly string[]> {
    const {clock} = this.#context;
    const deadline = clock.nowMs() + takeoverMs;
    for (;;) {
      const {worker, failedReloads} = await this.#snapshot();
      const differences =
        worker.pid === 0 || worker.pid === before.worker.pid ? ['no new process has taken over'] : await check(worker);
      const hasFailed = worker.pid === before.worker.pid && failedReloads > before.failedReloads;
      if (differences.length === 0 || hasFailed || clock.nowMs() >= deadline) return differences;
      await clock.sleep(pollMs);
    }
  }

  async #giveUp(differences: readonly string[]): Promise<Failure> {
    const {node, container} = this.#context;
    const alerts = await container.readAlerts();
    await restore(container);
    return stateDiffers(node, differences, alerts);
  }
}
