import {readConnection} from '../connections.js';
import {readNodeAddress} from './node-address.js';
import type {Read} from './read.js';

/** A kind of value with its one grammar, which every door asks: flags, files, imports and the rules. */
export interface ValueKind {
  /** What such a value is called in a sentence. */
  readonly name: string;
  /** What it must be; ends a sentence that begins with "must be". */
  readonly form: string;
  readonly example: string;
  /** Of usual values, for editors that read the published schema. */
  readonly pattern: string;
  /** The one spelling in which it is kept. */
  readonly read: (text: string) => Read;
}

export const nodeAddress: ValueKind = {
  name: 'address',
  form: 'a host name or an IP address, without scheme, port and path',
  example: '10.0.0.12',
  pattern: String.raw`^[^\s/]+$`,
  read: readNodeAddress,
};

export const connection: ValueKind = {
  name: 'connection',
  form: 'local, ssh://user@host[:port] or tcp://host:port',
  example: 'ssh://ops@10.0.0.12',
  pattern: String.raw`^(?:local|(?:ssh|tcp)://[^\s/]+/?)$`,
  read: readConnection,
};
