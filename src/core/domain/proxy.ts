import type {Balance, HealthRequest, ProxyTimeouts} from './model.js';

/** What one ingress node's balancer should do, for all environments on that node. Plain, sorted data. */
export interface ProxyModel {
  readonly node: string;
  readonly listeners: readonly ProxyListener[];
  readonly backends: readonly ProxyBackend[];
}

export interface ProxyListener {
  readonly port: number;
  /** Sorted: named hosts before any host, longer paths before shorter. */
  readonly routes: readonly ProxyRoute[];
}

export interface ProxyRoute {
  /** Null: any host. */
  readonly host: string | null;
  readonly path: string;
  readonly backend: string;
}

export interface ProxyServer {
  /** Instance name. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** Host port that is asked whether the server is healthy. */
  readonly checkPort: number;
  /** Null: it is judged as the backend says. */
  readonly health: ProxyHealth | null;
  /** 0 to 256. */
  readonly weight: number;
}

export interface ProxyHealth extends HealthRequest {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Failures in a row that take a server out. */
  readonly fall: number;
  /** Successes in a row that bring it back. */
  readonly rise: number;
}

export interface ProxyBackend {
  /** `<org>.<env>.<app>.<port name>`. */
  readonly name: string;
  readonly balance: Balance;
  readonly servers: readonly ProxyServer[];
  readonly health: ProxyHealth;
  readonly timeouts: ProxyTimeouts;
  readonly retryReads: boolean;
}

/** A server as the balancer's own statistics report it. */
export interface ProxyServerState {
  readonly node: string;
  readonly backend: string;
  readonly server: string;
  readonly status: 'up' | 'down' | 'drain' | 'maintenance' | 'starting' | 'unknown';
  readonly weight: number;
  readonly sessions: number;
  readonly requestsTotal: number;
  readonly address: string;
  /** How its last check ended, where it did not pass: `status 503`. */
  readonly check: string | null;
}
