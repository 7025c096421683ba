import type {Clock} from './clock.js';
import type {Engine} from './engine.js';
import type {Hosts} from './hosts.js';
import type {Proxy} from './proxy.js';
import type {Recipes} from './recipes.js';
import type {Secrets} from './secrets.js';
import type {Store} from './store.js';

/** Who runs this command, and where. */
export interface Identity {
  readonly installation: string;
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
  store(): Promise<Store>;
  engine(): Promise<Engine>;
  proxy(): Promise<Proxy>;
  secrets(): Promise<Secrets>;
  recipes(): Promise<Recipes>;
}
