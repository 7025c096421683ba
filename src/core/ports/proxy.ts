import type {ProjectSpec} from '../domain/container.js';
import type {Node} from '../domain/model.js';
import type {ProxyModel, ProxyServerState} from '../domain/proxy.js';

export interface DrainOutcome {
  /** Sessions that were still open at the deadline and were cut. */
  readonly cutSessions: number;
}

/**
 * The balancer of one ingress node. Failures: `PROXY_CONFIG_INVALID` (exit 6; the last good configuration keeps serving),
 * `PROXY_UNREACHABLE`, `CONNECT_UNSUPPORTED` (exit 7), `PROXY_STATE_DIFFERS` (exit 6: live state is not what was configured; the last good one is
 * restored), `PROXY_SERVER_DOWN` (exit 6: a server did not come up in time).
 */
export interface Proxy {
  /** Compose project with the one container of the node's balancer. */
  project(node: Node, installation: string): ProjectSpec;
  /** Makes what that container mounts from its node; to be called before it is started. */
  ensurePrepared(node: Node, installation: string): Promise<void>;
  render(model: ProxyModel): string;
  /** The configuration on the node; null when there is none. */
  readConfiguration(node: Node, installation: string): Promise<string | null>;
  /** Delivers, checks, reloads without dropping a connection, verifies the live state. No reload when nothing differs. */
  ensureConfiguration(node: Node, installation: string, model: ProxyModel): Promise<{readonly changed: boolean}>;
  reload(node: Node, installation: string): Promise<void>;
  /** Live state by the balancer's own statistics; `digest` is that of the model it runs with. */
  readState(
    node: Node,
    installation: string,
  ): Promise<{readonly digest: string | null; readonly servers: readonly ProxyServerState[]}>;
  /** Takes a server out of rotation and waits until it has no session, at most `drainMs`; then cuts the rest. */
  ensureDrained(
    node: Node,
    installation: string,
    request: {readonly backends: readonly string[]; readonly server: string; readonly drainMs: number},
  ): Promise<DrainOutcome>;
  /** Waits until the balancer has every one of these servers up, checked since they were configured; at most `timeoutMs`. */
  ensureUp(
    node: Node,
    installation: string,
    request: {
      readonly backends: readonly string[];
      readonly servers: readonly string[];
      readonly timeoutMs: number;
      readonly signal?: AbortSignal;
    },
  ): Promise<void>;
  /** Puts a server back and waits until the balancer sees it up, at most `timeoutMs`. */
  ensureInRotation(
    node: Node,
    installation: string,
    request: {readonly backends: readonly string[]; readonly server: string; readonly timeoutMs: number},
  ): Promise<void>;
}
