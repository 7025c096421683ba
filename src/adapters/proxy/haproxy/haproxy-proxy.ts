import type {ProjectSpec, VolumeMount} from '../../../core/domain/container.js';
import type {Node} from '../../../core/domain/model.js';
import type {ProxyModel} from '../../../core/domain/proxy.js';
import type {Clock} from '../../../core/ports/clock.js';
import type {Links} from '../../../core/ports/links.js';
import type {DrainOutcome, Proxy} from '../../../core/ports/proxy.js';
import {Configurator} from './configurator.js';
import {ProxyContainer} from './container.js';
import {readFile} from './delivery.js';
import {socketMount} from './location.js';
import {prepareLocal, prepareRemote} from './prepare.js';
import {describeProxy} from './project.js';
import {renderConfiguration} from './render.js';
import {awaitServers, drainServer, returnServer, type Awaited, type Target} from './rotation.js';
import {Runtime} from './runtime.js';
import {serverStates} from './server-states.js';
import {fromInside, throughSockets} from './speak.js';

export interface HaproxyOptions {
  readonly links: Links;
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
    const {links, image} = this.#options;
    const kind = links.kindOf(node);
    const {source} = this.#sockets(node, installation);
    if (kind === 'local') await prepareLocal(node, source);
    if (kind === 'ssh') await prepareRemote({node, link: await links.open(node)}, {directory: source, image});
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
    const runtime = await this.#runtime(node, installation);
    const [{mark}, states, statistics] = await Promise.all([
      runtime.readWorker(),
      runtime.readServers(),
      runtime.readStatistics(),
    ]);
    return {digest: mark?.model ?? null, servers: serverStates(node, states, statistics)};
  }

  async ensureDrained(node: Node, installation: string, request: Target & {readonly drainMs: number}): Promise<DrainOutcome> {
    return {cutSessions: await drainServer(await this.#runtime(node, installation), this.#options.clock, request)};
  }

  async ensureUp(node: Node, installation: string, request: Awaited): Promise<void> {
    await awaitServers({node, runtime: await this.#runtime(node, installation), clock: this.#options.clock}, request);
  }

  async ensureInRotation(node: Node, installation: string, request: Target & {readonly timeoutMs: number}): Promise<void> {
    await returnServer({node, runtime: await this.#runtime(node, installation), clock: this.#options.clock}, request);
  }

  #sockets(node: Node, installation: string): Pick<VolumeMount, 'kind' | 'source'> {
    const {stateDirectory, links} = this.#options;
    return socketMount({stateDirectory, kind: links.kindOf(node)}, node, installation);
  }

  async #runtime(node: Node, installation: string): Promise<Runtime> {
    const link = await this.#options.links.open(node);
    const {source} = this.#sockets(node, installation);
    return new Runtime(
      link.kind === 'tcp' ? fromInside(node, () => this.#container(node, installation)) : throughSockets(node, link, source),
    );
  }

  async #container(node: Node, installation: string): Promise<ProxyContainer> {
    return ProxyContainer.find({node, link: await this.#options.links.open(node)}, installation);
  }

  async #configurator(node: Node, installation: string): Promise<Configurator> {
    return new Configurator({
      node,
      clock: this.#options.clock,
      container: await this.#container(node, installation),
      runtime: await this.#runtime(node, installation),
    });
  }
}
