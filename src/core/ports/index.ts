import type {Clock} from './clock.js';
import type {Engine} from './engine.js';
import type {Hosts} from './hosts.js';
import type {Proxy} from './proxy.js';
import type {Recipes} from './recipes.js';
import type {ServiceProbe} from './service-probe.js';
import type {Secrets} from './secrets.js';
import type {Store} from './store.js';

/** Who runs this command, and where. */
export interface Identity {
  readonly installation: string;
  /** Id of the cluster that it was told to act for; null for the installation's own. */
  readonly cluster: string | null;
  readonly actor: string;
  readonly host: string;
  readonly pid: number;
  /** The command as it was typed. */
  readonly command: string;
}

/** Everything outside, as functions: what a command does not use is never opened. */
export interface Ports {
  readonly clock: Clock;
  readonly hosts: Hosts;
  identity(): Promise<Identity>;
  /** Id of the installation that began the store: containers bear it, whichever cluster looks after them. */
  founder(): Promise<string>;
  store(): Promise<Store>;
  engine(): Promise<Engine>;
  proxy(): Promise<Proxy>;
  secrets(): Promise<Secrets>;
  recipes(): Promise<Recipes>;
  serviceProbe(): Promise<ServiceProbe>;
}
