import {containerLabels, type ProjectSpec} from '../../src/core/domain/container.js';
import {exitCodes, Failure} from '../../src/core/domain/errors.js';
import type {Node} from '../../src/core/domain/model.js';
import {labelled} from '../../src/core/domain/planning/describe-containers.js';
import {proxyDigest} from '../../src/core/domain/planning/plan-proxies.js';
import type {ProxyBackend, ProxyModel, ProxyServer, ProxyServerState} from '../../src/core/domain/proxy.js';
import type {DrainOutcome, Proxy} from '../../src/core/ports/proxy.js';
import type {FakeEngine} from './fake-engine.js';

export interface ProxyCall {
  readonly method: keyof Proxy;
  readonly node: string;
  readonly subject: string;
}

type ProxyFact = (call: ProxyCall, nth: number) => Failure | null;

/** Balancers in memory, one a node; each answers only while its container runs in the fake engine. */
export class FakeProxy implements Proxy {
  readonly calls: ProxyCall[] = [];
  /** Requests and sessions by instance, for those who want to see traffic. */
  readonly traffic = new Map<string, {readonly sessions: number; readonly requestsTotal: number}>();
  readonly #engine: FakeEngine;
  readonly #models = new Map<string, ProxyModel>();
  readonly #drained = new Set<string>();
  readonly #judged = new Map<string, string>();
  #fact: ProxyFact = () => null;

  constructor(engine: FakeEngine) {
    this.#engine = engine;
  }

  failWhen(fact: ProxyFact): void {
    this.#fact = fact;
  }

  /** As if the checks of an instance failed for the balancer alone. */
  judgeDown(server: string, check: string): void {
    this.#judged.set(server, check);
  }

  /** Instances that take requests on a node now. */
  serving(node: string): readonly string[] {
    const up = this.#states(node).filter((server) => server.status === 'up' && server.weight > 0);
    return [...new Set(up.map((server) => server.server))].sort();
  }

  /** How many servers of one backend take requests; null where the backend is not configured. */
  servingIn(node: string, backend: string): number | null {
    const states = this.#states(node).filter((server) => server.backend === backend);
    return states.length === 0 ? null : states.filter((server) => server.status === 'up').length;
  }

  /** As if somebody had changed the running configuration by hand. */
  tamper(node: string): void {
    const model = this.#models.get(node);
    if (model) this.#models.set(node, {...model, backends: []});
  }

  project(node: Node, installation: string): ProjectSpec {
    const name = `balancer-${node.org}-${node.name}`;
    const spec = {
      name: 'proxy',
      image: 'haproxy:3.2',
      imageId: null,
      command: null,
      environment: {},
      ports: [],
      volumes: [],
      network: {kind: 'host'} as const,
      healthcheck: {test: 'true', intervalMs: 1000, timeoutMs: 1000, retries: 3, startPeriodMs: 0},
      minHealthyMs: 0,
      stopGraceMs: 1000,
      labels: {},
    };
    return {
      name,
      containers: [
        labelled(spec, {
          [containerLabels.installation]: installation,
          [containerLabels.org]: node.org,
          [containerLabels.env]: '',
          [containerLabels.kind]: 'proxy',
          [containerLabels.name]: node.name,
        }),
      ],
    };
  }

  async ensurePrepared(node: Node): Promise<void> {
    this.#record('ensurePrepared', node, '');
  }

  render(model: ProxyModel): string {
    return `${JSON.stringify(model, null, 2)}\n`;
  }

  async readConfiguration(node: Node): Promise<string | null> {
    this.#record('readConfiguration', node, '');
    const model = this.#models.get(node.name);
    return model ? this.render(model) : null;
  }

  async ensureConfiguration(node: Node, _installation: string, model: ProxyModel): Promise<{readonly changed: boolean}> {
    this.#record('ensureConfiguration', node, '');
    this.#mustRun(node);
    const current = this.#models.get(node.name);
    const changed = !current || proxyDigest(current) !== proxyDigest(model);
    this.#models.set(node.name, model);
    this.#forgetOthers(node.name, model);
    return {changed};
  }

  /** A server that leaves the configuration comes back as new. */
  #forgetOthers(node: string, model: ProxyModel): void {
    const known = new Set(model.backends.flatMap(({name, servers}) => servers.map((server) => `${node}/${name}/${server.name}`)));
    for (const key of this.#drained) if (key.startsWith(`${node}/`) && !known.has(key)) this.#drained.delete(key);
  }

  async reload(node: Node): Promise<void> {
    this.#record('reload', node, '');
    this.#mustRun(node);
  }

  async readState(node: Node): Promise<{readonly digest: string | null; readonly servers: readonly ProxyServerState[]}> {
    this.#record('readState', node, '');
    this.#mustRun(node);
    const model = this.#models.get(node.name);
    return {digest: model ? proxyDigest(model) : null, servers: this.#states(node.name)};
  }

  async ensureDrained(
    node: Node,
    _installation: string,
    request: {readonly backends: readonly string[]; readonly server: string},
  ): Promise<DrainOutcome> {
    this.#record('ensureDrained', node, request.server);
    this.#mustRun(node);
    for (const backend of request.backends) this.#drained.add(`${node.name}/${backend}/${request.server}`);
    return {cutSessions: this.traffic.get(request.server)?.sessions ?? 0};
  }

  async ensureInRotation(
    node: Node,
    _installation: string,
    request: {readonly backends: readonly string[]; readonly server: string},
  ): Promise<void> {
    this.#record('ensureInRotation', node, request.server);
    this.#mustRun(node);
    for (const backend of request.backends) this.#drained.delete(`${node.name}/${backend}/${request.server}`);
    const states = this.#states(node.name).filter(
      (state) => state.server === request.server && request.backends.includes(state.backend),
    );
    if (states.some((state) => state.status !== 'up'))
      throw failure('PROXY_SERVER_DOWN', exitCodes.stepFailed, `The balancer does not see ${request.server} up.`);
  }

  async ensureUp(
    node: Node,
    _installation: string,
    {backends, servers}: {readonly backends: readonly string[]; readonly servers: readonly string[]},
  ): Promise<void> {
    for (const server of servers) {
      this.#record('ensureUp', node, server);
      this.#mustRun(node);
      const states = this.#states(node.name).filter((state) => state.server === server && backends.includes(state.backend));
      if (states.length < backends.length || states.some(({status}) => status !== 'up'))
        throw failure('PROXY_SERVER_DOWN', exitCodes.stepFailed, `The balancer does not have ${server} up.`);
    }
  }

  #states(node: string): readonly ProxyServerState[] {
    const running = this.#engine.containers.filter(
      (container) => container.state === 'running' && container.health === 'healthy',
    );
    return (this.#models.get(node)?.backends ?? []).flatMap((backend) =>
      backend.servers.map((server): ProxyServerState => ({
        node,
        backend: backend.name,
        server: server.name,
        weight: server.weight,
        address: `${server.address}:${server.port}`,
        status: this.#status(
          node,
          backend,
          server,
          running.some((container) => container.hostPorts.includes(server.port) && container.name === server.name),
        ),
        sessions: 0,
        requestsTotal: 0,
        check: this.#judged.get(server.name) ?? null,
        ...this.traffic.get(server.name),
      })),
    );
  }

  #status(node: string, backend: ProxyBackend, server: ProxyServer, up: boolean): ProxyServerState['status'] {
    if (this.#drained.has(`${node}/${backend.name}/${server.name}`)) return 'drain';
    return up && !this.#judged.has(server.name) ? 'up' : 'down';
  }

  #mustRun(node: Node): void {
    const up = this.#engine.containers.some(
      (container) => container.node === node.name && container.kind === 'proxy' && container.state === 'running',
    );
    if (!up) throw failure('PROXY_UNREACHABLE', exitCodes.outside, `The balancer of node ${node.name} does not answer.`);
  }

  #record(method: keyof Proxy, node: Node, subject: string): void {
    const call = {method, node: node.name, subject};
    this.calls.push(call);
    const fact = this.#fact(call, this.calls.length);
    if (fact) throw fact;
  }
}

function failure(code: string, exit: number, message: string): Failure {
  return new Failure({code, exit, message});
}
