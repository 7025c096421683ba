import type {Balance} from '../../model.js';
import type {Place} from '../source.js';

/** A server of an upstream, or the only one that a `proxy_pass` names. */
export interface UpstreamServer {
  readonly host: string;
  readonly port: number;
  /** Null when the file says none. */
  readonly weight: number | null;
  /** `backup` steps in for the others, `down` takes nothing. */
  readonly spare: 'backup' | 'down' | null;
  readonly place: Place;
}

export interface Upstream {
  readonly name: string;
  readonly servers: readonly UpstreamServer[];
  /** Null when the file says nothing: in turn. */
  readonly balance: Balance | null;
  /** `ip_hash`, which looks at the network of an IPv4 address. */
  readonly hashesNetwork: Place | null;
  readonly place: Place;
}

/** Settings that a location has of its own or from around it. */
export interface ProxySettings {
  /** Names of headers that it sets, in lower case. */
  readonly headers: readonly string[];
  /** Another file says more, which is not read. */
  readonly unread: boolean;
  readonly buffering: boolean;
  readonly readTimeoutMs: number;
}

export interface Location {
  readonly path: string;
  /** It is for this path alone. */
  readonly exact: boolean;
  readonly place: Place;
  /** Name of the upstream, or `host:port`. */
  readonly upstream: string;
  readonly settings: ProxySettings;
}

export interface Site {
  /** Addresses that it answers, as an entry says them. */
  readonly entries: readonly {readonly address: string; readonly place: Place}[];
  readonly locations: readonly Location[];
  readonly place: Place;
}

export const nginxDefaults: ProxySettings = {headers: [], unread: false, buffering: true, readTimeoutMs: 60_000};
