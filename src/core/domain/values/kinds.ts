import {normalizeAddress} from '../addresses.js';
import {parseClusterAddress} from '../cluster-address.js';
import {readConnection} from '../connections.js';
import {durationPattern, readDuration} from './durations.js';
import {readEntryPath} from './entry-path.js';
import {readImage, readRepository, readVersion} from './images.js';
import {readLine, wordReader} from './lines.js';
import {readListen, type HostAndPort} from './listen.js';
import {readClusterId, readName} from './names.js';
import {readNodeAddress} from './node-address.js';
import type {Read} from './read.js';
import {readServiceUrl} from './service-urls.js';
import {heartbeatRange, readCores, readCount, readMemory, weightRange} from './sizes.js';
import {readSecretName, readVariable} from './variables.js';

/** A kind of value with its one grammar, which every door asks: flags, files, imports and the rules. */
export interface ValueKind<T = string> {
  /** What such a value is called in a sentence. */
  readonly name: string;
  /** What it must be; ends a sentence that begins with "must be". */
  readonly form: string;
  readonly example: string;
  /** Other spellings of one value, and the one in which it is kept; for the documentation. */
  readonly spellings?: readonly (readonly [string, string])[];
  /** Of usual values, for editors that read the published schema. */
  readonly pattern: string;
  /** True where a wrong one may have a password in it: no message repeats it. */
  readonly isUnquoted?: boolean;
  /** Of a failure at a flag, where it is another than `VALUE_INVALID`. */
  readonly code?: string;
  /** The value in the one way in which it is kept. */
  readonly read: (text: string) => Read<T>;
}

export const nodeAddress: ValueKind = {
  name: 'address',
  form: 'a host name or an IP address, without scheme, port and path',
  example: '10.0.0.12',
  spellings: [
    ['WEB-2.Example.com.', 'web-2.example.com'],
    ['[2001:DB8:0::1]', '2001:db8::1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
  ],
  pattern: String.raw`^[^\s/]+$`,
  read: readNodeAddress,
};

export const connection: ValueKind = {
  name: 'connection',
  form: 'local, ssh://user@host[:port] or tcp://host:port',
  example: 'ssh://ops@10.0.0.12',
  spellings: [
    ['SSH://ops@WEB-2.Example.com:022', 'ssh://ops@web-2.example.com'],
    ['ssh://[2001:DB8:0::1]', 'ssh://[2001:db8::1]'],
    ['tcp://10.0.0.13', 'tcp://10.0.0.13:2376'],
  ],
  pattern: String.raw`^(?:local|(?:ssh|tcp)://[^\s/]+/?)$`,
  read: readConnection,
};

export const entryAddress: ValueKind = {
  name: 'address of an entry',
  form: 'a host, host:port, or :port for any host, where a port is from 1 to 65535, without path, query and fragment',
  example: 'company.com:8080',
  spellings: [
    ['http://Company.com/', 'company.com:80'],
    ['https://company.com', 'company.com:443'],
    ['bücher.example', 'xn--bcher-kva.example:80'],
  ],
  pattern: String.raw`^\S+$`,
  read: normalizeAddress,
};

export const entryPath: ValueKind = {
  name: 'path of an entry',
  form: 'a path of 1 to 2000 characters that starts with /, without spaces, quotes, \\, query and fragment',
  example: '/api',
  pattern: String.raw`^/[^\s?#"'\\]*$`,
  read: readEntryPath,
};

export const clusterUrl: ValueKind = {
  name: 'address of a cluster',
  form: 'an http or https URL',
  example: 'https://muster-2.example.com',
  spellings: [['https://muster-2.example.com/', 'https://muster-2.example.com']],
  pattern: String.raw`^https?://[^\s@?#]+$`,
  read: parseClusterAddress,
};

export const listenAddress: ValueKind<HostAndPort> = {
  name: 'address of an agent',
  form: 'PORT, HOST:PORT or [IPv6]:PORT, where a port is from 0 to 65535 and 0 takes any that is free',
  example: '127.0.0.1:7310',
  pattern: String.raw`^(?:\S+:)?\d{1,5}$`,
  read: readListen,
};

export const serviceUrl: ValueKind = {
  name: 'URL of a service',
  form: 'a URL without password, with a host and a port from 1 to 65535 unless it is the usual one',
  example: 'mysql://user@10.0.0.5:3306/database',
  pattern: String.raw`^[a-z]+://[^\s/]+.*$`,
  isUnquoted: true,
  read: readServiceUrl,
};

export const objectName: ValueKind = {
  name: 'name',
  form: '1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit',
  example: 'web-1',
  spellings: [['WEB-1', 'web-1']],
  pattern: '^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$',
  read: readName,
};

export const clusterId: ValueKind = {
  name: 'id of a cluster',
  form: '1 to 20 letters, digits and _',
  example: 'SERVER01',
  spellings: [['server01', 'SERVER01']],
  pattern: '^[A-Za-z0-9_]{1,20}$',
  read: readClusterId,
};

export const repository: ValueKind = {
  name: 'image',
  form: 'a repository as Docker writes it, without tag and digest',
  example: 'registry.example/shop',
  spellings: [['docker.io/library/nginx', 'nginx']],
  pattern: String.raw`^(?:[A-Za-z0-9.-]+(?::\d+)?/)?[a-z0-9._-]+(?:/[a-z0-9._-]+)*$`,
  read: readRepository,
};

export const image: ValueKind = {
  name: 'image',
  form: 'an image as Docker writes it: repository, :tag, @digest',
  example: 'mysql:8.4',
  pattern: String.raw`^[^\s]+$`,
  read: readImage,
};

export const version: ValueKind = {
  name: 'version',
  form: 'the tag of an image: 1 to 128 letters, digits, _, - and .',
  example: '1.4.0',
  pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$',
  read: readVersion,
};

export const variable: ValueKind = {
  name: 'key',
  form: 'the name of a variable: letters, digits, _, . and -, not beginning with a digit',
  example: 'SYNC_FREQUENCY',
  pattern: '^[A-Za-z_][A-Za-z0-9_.-]*$',
  read: readVariable,
};

export const secret: ValueKind = {
  name: 'name of a secret',
  form: '1 to 128 letters, digits, -, _ and ., with a letter or a digit at both ends',
  example: 'session-secret',
  spellings: [['SESSION_SECRET', 'session-secret']],
  pattern: '^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$',
  read: readSecretName,
};

export const labelKey: ValueKind = {
  name: 'key of a label',
  form: '1 to 128 letters, digits, -, _, . and /, with a letter or a digit at both ends',
  example: 'stage',
  pattern: '^[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?$',
  read: wordReader('._/-', 128),
};

export const labelValue: ValueKind = {
  name: 'value of a label',
  form: 'a text on one line, of at most 256 characters',
  example: 'production',
  pattern: '^[^\\n]*$',
  read: (text) => (text === '' ? {ok: ''} : readLine(text, 256)),
};

export const zone: ValueKind = {
  name: 'zone',
  form: 'a text on one line, of 1 to 63 characters',
  example: 'eu-west-1a',
  pattern: String.raw`\S`,
  read: (text) => readLine(text, 63),
};

export const line: ValueKind = {
  name: 'text',
  form: 'a text on one line, of 1 to 500 characters',
  example: 'incident-42',
  pattern: String.raw`\S`,
  read: (text) => readLine(text, 500),
};

export const memory: ValueKind<number> = {
  name: 'memory',
  form: 'a size in MiB, GiB or TiB such as 512MiB or 64GiB, of at most 1024TiB',
  example: '64GiB',
  pattern: String.raw`^\d+(?:\.\d+)?\s*[mMgGtT][iI][bB]$`,
  read: readMemory,
};

export const cores: ValueKind<number> = {
  name: 'cpu',
  form: 'a number of cores, more than 0 and at most 10000',
  example: '8',
  pattern: String.raw`^\d+(?:\.\d+)?$`,
  read: readCores,
};

export const duration: ValueKind<number> = {
  name: 'duration',
  code: 'DURATION_INVALID',
  form: 'a duration such as 200ms, 5s, 10m or 1h, of at most 24d',
  example: '30s',
  pattern: durationPattern.source,
  read: readDuration,
};

export const weight: ValueKind<number> = {
  name: 'weight',
  form: `a whole number from ${weightRange.join(' to ')}`,
  example: '5',
  pattern: String.raw`^\d+$`,
  read: (text) => readCount(text, weightRange),
};

export const heartbeat: ValueKind<number> = {
  name: 'heartbeat',
  form: `a whole number of seconds from ${heartbeatRange.join(' to ')}`,
  example: '30',
  pattern: String.raw`^\d+$`,
  read: (text) => readCount(text, heartbeatRange),
};
