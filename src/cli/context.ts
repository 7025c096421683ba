import {hostname, userInfo} from 'node:os';
import {join} from 'node:path';
import type {KyselyStore} from '../adapters/store/kysely-store.js';
import {ProcHosts} from '../adapters/hosts/proc-hosts.js';
import {readInstallation} from '../adapters/installation/install-file.js';
import {SystemClock} from '../adapters/clock/system-clock.js';
import {expectCluster} from '../core/domain/expect.js';
import type {AgentPorts, Place} from '../core/ports/agent.js';
import type {AgentServer} from '../core/ports/agent-server.js';
import type {ClusterProbe} from '../core/ports/cluster-probe.js';
import type {ImportFiles} from '../core/ports/import-files.js';
import type {Engine} from '../core/ports/engine.js';
import type {GraphRenderer} from '../core/ports/graph-renderer.js';
import type {Identity, Ports} from '../core/ports/index.js';
import type {Proxy} from '../core/ports/proxy.js';
import type {Links} from '../core/ports/links.js';
import type {AnswerLimit} from '../adapters/links/limited-link.js';
import type {Recipes} from '../core/ports/recipes.js';
import type {KeyRotation} from '../core/ports/key-rotation.js';
import type {Secrets} from '../core/ports/secrets.js';
import type {ServiceManager} from '../core/ports/service-manager.js';
import type {ServiceProbe} from '../core/ports/service-probe.js';
import {founderSetting} from '../core/ports/store.js';
import type {StoreCopy, StoreMove} from '../core/ports/store-copy.js';
import type {StoreInspection} from '../core/ports/store-inspection.js';
import {expectHere} from '../core/use-cases/expect-here.js';
import {duration} from '../core/domain/values/kinds.js';
import {expectValue} from './value-flag.js';
import {type Paths, unitPlaces} from './paths.js';
import {shownAddress, type StoreAddress} from './store-address.js';
import {tell} from './streams.js';

export interface ContextOptions {
  readonly paths: Paths;
  readonly env: NodeJS.ProcessEnv;
  /** The command as typed, redacted. */
  readonly command: () => string;
  /** Receives each external command, masked; absent: not traced. */
  readonly trace?: (line: string) => void;
  readonly packageRoot: string;
  /** Where the store is; asked when it is first opened. */
  readonly storeAddress: () => StoreAddress;
  /** Whether to touch nothing: a store that is older than this Muster is left so, and is as good as none. */
  readonly looksOnly?: boolean;
  /** Whether the command only reads: a store of a server is looked at together with the first that is read of it. */
  readonly onlyReads?: boolean;
  /** Id of the cluster that the command was told to act for. */
  readonly cluster: () => string | null;
  /** The one that was typed with the command, which has to be there. */
  readonly typedCluster?: () => string | null;
  /** Of this Muster. */
  readonly version: string;
}

/** The composition root: the only place that knows the adapters. Each is loaded when it is first asked for. */
export class Context implements Ports, AgentPorts {
  readonly clock = new SystemClock();
  readonly hosts = new ProcHosts(() => this.#links());
  readonly #options: ContextOptions;
  #store: Promise<KyselyStore> | undefined;
  #opened: Promise<Links> | undefined;
  #engine: Promise<Engine> | undefined;
  #proxy: Promise<Proxy> | undefined;
  #secrets: Promise<Secrets> | undefined;
  #recipes: Promise<Recipes> | undefined;
  #identity: Promise<Identity> | undefined;
  #founder: Promise<string> | undefined;
  #limit: AnswerLimit | null = null;

  constructor(options: ContextOptions) {
    this.#options = options;
  }

  /** For all that is asked of nodes and services from now on. */
  answerWithin(limit: AnswerLimit): void {
    this.#limit = limit;
  }

  identity(): Promise<Identity> {
    return (this.#identity ??= this.#expectedIdentity());
  }

  /** Whatever cluster was typed. */
  async whoRuns(): Promise<Identity> {
    const {installId} = readInstallation(this.#options.paths.install);
    const actor = this.#options.env['MUSTER_ACTOR'] ?? userName(this.#options.env);
    const cluster = this.#options.cluster() || null;
    return {installation: installId, cluster, actor, host: hostname(), pid: process.pid, command: this.#options.command()};
  }

  founder(): Promise<string> {
    return (this.#founder ??= this.#readFounder());
  }

  store(): Promise<KyselyStore> {
    return (this.#store ??= this.#openStore(this.#options.storeAddress()));
  }

  async storeCopy(to: StoreAddress): Promise<StoreCopy> {
    const [{openStoreCopy}, source] = await Promise.all([import('../adapters/store/copy/open-copy.js'), this.store()]);
    const {version, storeAddress} = this.#options;
    return openStoreCopy({source, from: shownAddress(storeAddress()), to: {...to, create: true, clock: this.clock, version}});
  }

  async storeInspection(): Promise<StoreInspection> {
    const {openInspection} = await import('../adapters/store/inspection/open-inspection.js');
    const {version, storeAddress} = this.#options;
    return openInspection({...storeAddress(), create: false, clock: this.clock, version});
  }

  /** For what a command does after it has moved the store. */
  async changeStore(address: StoreAddress): Promise<void> {
    const before = await this.#store;
    this.#store = this.#openStore(address);
    await before?.close();
  }

  engine(): Promise<Engine> {
    return (this.#engine ??= (async () => {
      const [{ComposeEngine}, links] = await Promise.all([import('../adapters/engine/compose/compose-engine.js'), this.#links()]);
      return new ComposeEngine({links, clock: this.clock});
    })());
  }

  proxy(): Promise<Proxy> {
    return (this.#proxy ??= (async () => {
      const [{HaproxyProxy}, links, store] = await Promise.all([
        import('../adapters/proxy/haproxy/haproxy-proxy.js'),
        this.#links(),
        this.store(),
      ]);
      const image = this.#options.env['MUSTER_PROXY_IMAGE'] ?? (await store.readSetting('proxy-image')) ?? defaultProxyImage;
      return new HaproxyProxy({links, clock: this.clock, image, stateDirectory: this.#options.paths.state});
    })());
  }

  secrets(): Promise<Secrets> {
    return (this.#secrets ??= (async () => {
      const {SealedSecrets} = await import('../adapters/secrets/sealed-secrets.js');
      return new SealedSecrets({keyPath: this.#options.paths.key, env: this.#options.env});
    })());
  }

  async keyRotation(): Promise<KeyRotation> {
    const {KeyFileRotation} = await import('../adapters/secrets/rotate-key.js');
    return new KeyFileRotation({keyPath: this.#options.paths.key, env: this.#options.env});
  }

  async serviceProbe(): Promise<ServiceProbe> {
    const {NetworkProbe} = await import('../adapters/service-check/network-probe.js');
    const probe = new NetworkProbe();
    const {limitMs} = this.#limit ?? {limitMs: Infinity};
    return {probe: (target) => probe.probe({...target, timeoutMs: Math.min(target.timeoutMs, limitMs)})};
  }

  async clusterProbe(): Promise<ClusterProbe> {
    const {HttpClusterProbe} = await import('../adapters/cluster-probe/http-cluster-probe.js');
    return new HttpClusterProbe();
  }

  async agentServer(): Promise<AgentServer> {
    const {HttpAgentServer} = await import('../adapters/agent-server/http-agent-server.js');
    return new HttpAgentServer();
  }

  async serviceManager(): Promise<ServiceManager> {
    const {Systemd} = await import('../adapters/systemd/systemd.js');
    return new Systemd(unitPlaces(this.#options.env));
  }

  async place(): Promise<Place> {
    const {readPlace} = await import('../adapters/installation/place.js');
    return readPlace(this.#options.paths.install);
  }

  async importFiles(): Promise<ImportFiles> {
    const {HandMadeFiles} = await import('../adapters/import/hand-made-files.js');
    return new HandMadeFiles({shell: () => this.#shell(), env: this.#options.env});
  }

  async graphRenderer(): Promise<GraphRenderer> {
    const {TextGraphRenderer} = await import('../adapters/graph/text-renderer.js');
    return new TextGraphRenderer();
  }

  recipes(): Promise<Recipes> {
    return (this.#recipes ??= (async () => {
      const {YamlRecipes} = await import('../adapters/recipes/yaml-recipes.js');
      return new YamlRecipes(join(this.#options.packageRoot, 'recipes'));
    })());
  }

  /** Closes what was opened; never opens anything. */
  async close(): Promise<void> {
    const [store, links] = await Promise.all([this.#store?.catch(() => undefined), this.#opened?.catch(() => undefined)]);
    await Promise.all([store?.close(), links?.close()]);
  }

  async #expectedIdentity(): Promise<Identity> {
    const typed = this.#options.typedCluster?.() || null;
    if (typed !== null) expectCluster(await (await this.store()).readTopology(['clusters']), typed);
    return this.whoRuns();
  }

  /** Stores of an older Muster do not say: the installation of their only cluster began them. */
  async #readFounder(): Promise<string> {
    const store = await this.store();
    const founder = await store.readSetting(founderSetting);
    if (founder !== null) return founder;
    const {clusters} = await store.readTopology(['clusters']);
    return clusters.length === 1 && clusters[0] ? clusters[0].installation : (await this.identity()).installation;
  }

  async #openStore(address: StoreAddress): Promise<KyselyStore> {
    const {openStore} = await import('../adapters/store/open-store.js');
    const {version, looksOnly = false, onlyReads = false} = this.#options;
    const how = {create: false, migrate: !looksOnly, checksLater: onlyReads};
    return openStore({...address, ...how, clock: this.clock, version, onMoved: warnMoved});
  }

  #links(): Promise<Links> {
    return (this.#opened ??= (async () => {
      const {NodeLinks} = await import('../adapters/links/node-links.js');
      const {env, paths} = this.#options;
      return new NodeLinks({
        shell: () => this.#shell(),
        dockerHost: env['DOCKER_HOST'],
        dockerCertPath: env['DOCKER_CERT_PATH'],
        tlsDirectory: env['MUSTER_TLS_DIR'] || paths.tls,
        sshConfig: env['MUSTER_SSH_CONFIG'] || null,
        limit: this.#limit,
        expectHere: (node) => expectHere(this, node),
        timeoutMs: expectValue(duration, env['MUSTER_CONNECT_TIMEOUT'] || '3s', 'MUSTER_CONNECT_TIMEOUT'),
      });
    })());
  }

  async #shell() {
    const {LocalShell} = await import('../adapters/shell/local-shell.js');
    return new LocalShell(this.#options.trace ? {trace: this.#options.trace} : {});
  }
}

export const defaultProxyImage = 'haproxy:3.2-alpine';

function warnMoved({to, at}: StoreMove): void {
  tell(`Warning: This store was moved to ${to} at ${at}; what it tells is as of then. (STORE_MOVED)`);
}

function userName(env: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username;
  } catch {
    return env['USER'] ?? 'unknown';
  }
}
