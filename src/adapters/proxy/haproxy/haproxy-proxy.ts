import {chmod, lstat, mkdir} from 'node:fs/promises';
import {dirname} from 'node:path';
import {userInfo} from 'node:os';
import type {ProjectSpec} from '../../../core/domain/container.js';
import type {Node} from '../../../core/domain/model.js';
import type {ProxyModel} from '../../../core/domain/proxy.js';
import type {Clock} from '../../../core/ports/clock.js';
import type {DrainOutcome, Proxy} from '../../../core/ports/proxy.js';
import type {Shell} from '../../../core/ports/shell.js';
import {Configurator} from './configurator.js';
import {ProxyContainer} from './container.js';
import {readFile} from './delivery.js';
import {unreachable} from './failures.js';
import {socketDirectory} from './location.js';
import {describeProxy} from './project.js';
import {renderConfiguration} from './render.js';
import {drainServer, returnServer, type Target} from './rotation.js';
import {Runtime} from './runtime.js';
import {serverStates} from './server-states.js';

export interface HaproxyOptions {
  readonly shell: Shell;
  readonly clock: Clock;
  readonly image: string;
  readonly stateDirectory: string;
}

export class HaproxyProxy implements Proxy {
  readonly #options: HaproxyOptions;

  constructor(options: HaproxyOptions) {
    this.#options = options;
  }

  project(node: Node, installation: string): ProjectSpec {
    return describeProxy({node, installation, image: this.#options.image, sockets: this.#sockets(node, installation)});
  }

  async ensurePrepared(node: Node, installation: string): Promise<void> {
    const directory = this.#sockets(node, installation);
    await mkdir(dirname(directory), {recursive: true});
    await mkdir(directory, {recursive: true, mode: 0o700});
    const found = await lstat(directory);
    // In a directory that everybody may write to, somebody else could have been there first.
    if (!found.isDirectory() || found.uid !== userInfo().uid) throw unreachable(node, `${directory} belongs to another user`);
    await chmod(directory, 0o700);
  }

  render(model: ProxyModel): string {
    return renderConfiguration(model);
  }

  async readConfiguration(node: Node, installation: string): Promise<string | null> {
    return readFile(await this.#container(node, installation));
  }

  async ensureConfiguration(node: Node, installation: string, model: ProxyModel): Promise<{readonly changed: boolean}> {
    return {changed: await (await this.#configurator(node, installation)).ensure(model)};
  }

  async reload(node: Node, installation: string): Promise<void> {
    await (await this.#configurator(node, installation)).reload();
  }

  async readState(node: Node, installation: string): ReturnType<Proxy['readState']> {
    const runtime = this.#runtime(node, installation);
    const [{mark}, states, statistics] = await Promise.all([
      runtime.readWorker(),
      runtime.readServers(),
      runtime.readStatistics(),
    ]);
    return {digest: mark?.model ?? null, servers: serverStates(node, states, statistics)};
  }

  async ensureDrained(node: Node, installation: string, request: Target & {readonly drainMs: number}): Promise<DrainOutcome> {
    return {cutSessions: await drainServer(this.#runtime(node, installation), this.#options.clock, request)};
  }

  async ensureInRotation(node: Node, installation: string, request: Target & {readonly timeoutMs: number}): Promise<void> {
    await returnServer({node, runtime: this.#runtime(node, installation), clock: this.#options.clock}, request);
  }

  #sockets(node: Node, installation: string): string {
    return socketDirectory(this.#options.stateDirectory, node, installation);
  }

  #runtime(node: Node, installation: string): Runtime {
    return new Runtime(node, this.#sockets(node, installation));
  }

  #container(node: Node, installation: string): Promise<ProxyContainer> {
    return ProxyContainer.find(this.#options.shell, node, installation);
  }

  async #configurator(node: Node, installation: string): Promise<Configurator> {
    return new Configurator({
      node,
      clock: this.#options.clock,
      container: await this.#container(node, installation),
      runtime: this.#runtime(node, installation),
    });
  }
}
