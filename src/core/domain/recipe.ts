export interface Capacity {
  readonly cpu?: number;
  readonly memoryMib?: number;
}

export type Balance = 'round-robin' | 'least-connections' | 'weighted' | 'ip-hash';

/** How a service's connection is written into one variable. */
export type ServiceFormat = 'go-dsn' | 'url' | 'jdbc-url' | 'host' | 'port' | 'user' | 'password' | 'database';

export type RecipeValue =
  | string
  | {readonly service: string; readonly format: ServiceFormat}
  | {readonly secret: string}
  | {readonly instance: 'name' | 'role' | 'ordinal' | 'node'};

export interface RecipeRole {
  /** `1` is exactly one; null is any number, given at deployment. */
  readonly count: number | null;
  readonly weight: number;
  readonly env: Readonly<Record<string, RecipeValue>>;
}

export interface RecipeService {
  readonly kind: string;
  readonly required: boolean;
}

export interface RecipeSecret {
  /** Bytes of randomness when Muster makes it; null: the operator sets it. */
  readonly generateBytes: number | null;
  /** Values that the app itself refuses. */
  readonly refuse: readonly string[];
  /** Values everybody knows: refused in production, warned about elsewhere. */
  readonly publicDefaults: readonly string[];
}

/** What is known of a config key beyond its spelling. */
export interface ConfigRule {
  /** Regular expression of the values that the app understands; null when it takes any. */
  readonly matches: string | null;
  /** Role whose instances must not have an entry of their own environment as the value; null when all may. */
  readonly notEntryOn: string | null;
  /** The app does not read it. */
  readonly ignored: boolean;
  /** End of a sentence: what happens otherwise. */
  readonly because: string;
}

export interface Route {
  readonly path: string;
  readonly port: string;
  readonly websocket: boolean;
}

/** What is asked and which answer is healthy: one definition for container and balancer. Neither follows a redirect. */
export interface HealthRequest {
  readonly scheme: 'http' | 'https';
  /** Value of the `Host` header. */
  readonly host: string;
  /** With its query. */
  readonly path: string;
  /** Codes and ranges, as in `200-299,401`. */
  readonly status: string;
  /** Extended regular expression that the body must match. */
  readonly contains: string | null;
}

export interface Health extends HealthRequest {
  /** Name of the port that is asked. */
  readonly port: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Failures in a row after which an instance is out. */
  readonly retries: number;
  /** Successes in a row after which it is back. */
  readonly successes: number;
  readonly startPeriodMs: number;
  /** Time an instance must stay up without a restart before it counts as healthy. */
  readonly minHealthyMs: number;
}

export interface ProxyTimeouts {
  readonly readMs: number;
  readonly websocketMs: number;
  /** Bound on waiting for sessions to end when an instance is drained. */
  readonly drainMs: number;
}

export interface Recipe {
  readonly name: string;
  /** What it is read by again: name of one that comes with Muster, or absolute path of its file. */
  readonly source: string;
  readonly description: string;
  /** Repository without tag. */
  readonly image: string;
  /** Container port by name. */
  readonly ports: Readonly<Record<string, number>>;
  readonly routes: readonly Route[];
  readonly roles: Readonly<Record<string, RecipeRole>>;
  readonly env: Readonly<Record<string, RecipeValue>>;
  readonly services: Readonly<Record<string, RecipeService>>;
  readonly secrets: Readonly<Record<string, RecipeSecret>>;
  /** Config keys known to the app, for the spelling check; any other key is allowed. */
  readonly knownConfig: readonly string[];
  readonly configRules: Readonly<Record<string, ConfigRule>>;
  readonly health: Health;
  /** Container path by volume name; one volume an instance. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly command: readonly string[] | null;
  /** What each instance reserves of its node's capacity. */
  readonly reserve: Capacity;
  readonly balance: Balance;
  /** `slaves-first` replaces the master last. */
  readonly updateOrder: 'slaves-first' | 'master-first';
  /** Wait between taking an instance out of rotation and stopping it. */
  readonly settleMs: number;
  readonly stopGraceMs: number;
  /** Time within which a dead instance must be noticed. */
  readonly recoveryTargetMs: number;
  readonly timeouts: ProxyTimeouts;
  /** Repeat a safe request (GET, HEAD, OPTIONS) once when an instance dies while answering it. */
  readonly retryReads: boolean;
}

const usualHealth = {scheme: 'http', host: 'localhost', status: '200-299', successes: 2} as const;

/** A recipe that was stored before its health check could say so much. */
export function completeRecipe(stored: Recipe): Recipe {
  return 'successes' in stored.health ? stored : {...stored, health: {...usualHealth, ...(stored as Recipe).health}};
}
