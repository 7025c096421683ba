import {lookup} from '../../lookup.js';
import type {Capacity} from '../../model.js';
import type {Reading, Remark} from '../findings.js';
import {inside, isRecord, isSaid, leftOut, placeAt, scalarText, unsetAt, wholeNumber, type At} from './at.js';
import {parseSpan} from './durations.js';
import {readEnvironment} from './environment.js';
import {parseImage} from './image-name.js';
import {readMounts} from './mounts.js';
import {readExposed, readPorts} from './ports.js';
import {readProbe} from './probe.js';
import type {Said, ServiceFacts} from './service.js';

type Part = Reading<Partial<ServiceFacts>>;
type Reader = (value: unknown, at: At) => Part;

const taken = (value: Partial<ServiceFacts>): Part => ({value, notTaken: []});
const refused = (at: At, reason: string): Part => ({value: {}, notTaken: [leftOut(at, reason)]});
const as =
  <K extends keyof ServiceFacts>(key: K, read: (value: unknown, at: At) => Reading<ServiceFacts[K]>): Reader =>
  (value, at) => {
    const reading = read(value, at);
    return {value: {[key]: reading.value}, notTaken: reading.notTaken};
  };

/** How each key of a service is taken over; a key that is neither here nor among the reasons is unknown. */
export const serviceReaders: Readonly<Record<string, Reader>> = {
  image: readImage,
  environment: as('environment', readEnvironment),
  // Compose has put what they say into the environment, and is done with what it extends.
  env_file: () => taken({}),
  extends: () => taken({}),
  ports: as('ports', readPorts),
  volumes: as('mounts', readMounts),
  healthcheck: as('probe', readProbe),
  expose: as('exposed', readExposed),
  labels: readLabels,
  scale: replicas,
  deploy: readDeploy,
  container_name: (value, at) => {
    const name = scalarText(value);
    return name === null
      ? refused(at, 'is not a name')
      : {value: {containerName: {value: name, place: placeAt(at)}}, notTaken: [leftOut(at, 'Muster names containers itself')]};
  },
  hostname: (value, at) => ({
    value: {hostNames: texts(value)},
    notTaken: [leftOut(at, 'Muster gives each instance a name of its own')],
  }),
  command: (value, at) => {
    const words = commandWords(value);
    return words === null ? refused(at, 'is no command') : taken({command: {value: words, place: placeAt(at)}});
  },
  depends_on: (value, at) => taken({needs: needsOf(value, at)}),
  stop_grace_period: (value, at) => {
    const span = parseSpan(scalarText(value) ?? '');
    return span === null ? refused(at, 'is not a duration') : taken({stopGraceMs: {value: span, place: placeAt(at)}});
  },
  restart: (value, at) =>
    value === 'always' || value === 'unless-stopped'
      ? taken({})
      : refused(at, 'Muster restarts what ends by itself, until it is stopped'),
  network_mode: (value, at) => ({
    value: {hostNetwork: value === 'host'},
    notTaken: [leftOut(at, 'Muster gives the instances of an environment a network of their own')],
  }),
};

/** Why a known key of a service is left out. */
export const serviceReasons: Readonly<Record<string, string>> = {
  build: 'Muster runs images and builds none: push what it makes to a registry',
  networks: 'Muster gives the instances of an environment a network of their own',
  logging: 'is the business of the Docker engine of each node',
  entrypoint: 'a recipe has a command and keeps the entry point of the image',
  profiles: 'the service is taken over as one that always runs',
  secrets: 'secrets reach instances through their environment: muster secret set NAME --env ENV',
  configs: 'config reaches instances through their environment: muster config set KEY=VALUE --env ENV',
  links: 'instances reach services by the addresses of the environment',
  pull_policy: 'an image is looked for on the node, and pulled when it is not there',
  stop_signal: 'the signal of the image counts',
  platform: 'the platform of the node counts',
  mem_limit: 'Muster reserves capacity and sets no limit',
  cpus: 'Muster reserves capacity and sets no limit',
};

export const unknownReason = 'Muster has nothing like it';

function readImage(value: unknown, at: At): Part {
  const text = scalarText(value);
  const unset = unsetAt(at);
  const image = text === null ? null : parseImage(text.replace(/:$/, ''));
  if (!image) return refused(at, unset === null ? 'is not the name of an image' : `the variable ${unset} has no value`);
  const notTaken = [
    ...(image.digest === null
      ? []
      : [leftOut(at, 'the digest is left out: Muster pins the one that the tag has at each release')]),
  ];
  return {value: {image: {repository: image.repository, tag: image.tag, place: placeAt(at)}}, notTaken};
}

/** Traefik and Caddy are told by labels which port they ask. */
function readLabels(value: unknown, at: At): Part {
  const notTaken = [leftOut(at, 'Muster labels containers itself')];
  const found = Object.entries(isRecord(value) ? value : {}).flatMap(([key, item]) => {
    const text = scalarText(item) ?? '';
    const port = /^traefik\.(?:http|tcp)\.services\.[^.]+\.loadbalancer\.server\.port$|^traefik\.port$/.test(key)
      ? wholeNumber(text)
      : /^caddy(?:_\d+)?(?:\.[^.]+)*\.(?:\d+_)?reverse_proxy(?:\.|$)/.test(key)
        ? wholeNumber(/upstreams(?:\s+https?)?\s+(\d+)/.exec(text)?.[1])
        : null;
    return port === null || port > 65_535 ? [] : [{value: port, place: placeAt(inside(at, key))}];
  });
  return {value: found[0] ? {webPort: found[0]} : {}, notTaken};
}

function replicas(value: unknown, at: At): Part {
  const count = wholeNumber(value);
  return count === null ? refused(at, 'is not a whole number') : taken({replicas: {value: count, place: placeAt(at)}});
}

/** What is more than what Compose adds by itself. */
function saidEntries(value: Readonly<Record<string, unknown>>, at: At): readonly (readonly [string, unknown, At])[] {
  return Object.entries(value)
    .map(([key, item]) => [key, item, inside(at, key)] as const)
    .filter(([, item, here]) => isSaid(item, here));
}

/** `deploy:` with its replicas and what they reserve. */
function readDeploy(value: unknown, at: At): Part {
  if (!isRecord(value)) return refused(at, 'is not a map');
  const parts = saidEntries(value, at).map(([key, item, here]): Part => {
    if (key === 'replicas') return replicas(item, here);
    if (key === 'resources' && isRecord(item)) return readResources(item, here);
    return refused(here, lookup(deployReasons, key) ?? unknownReason);
  });
  return {
    value: Object.assign({}, ...parts.map((part) => part.value)) as Part['value'],
    notTaken: parts.flatMap((part) => part.notTaken),
  };
}

const deployReasons: Readonly<Record<string, string>> = {
  mode: 'the number of instances is said for each role',
  placement: 'Muster places instances by zones, load and weight of the nodes',
  restart_policy: serviceReasons['restart'] ?? 'Muster restarts what ends by itself, until it is stopped',
  update_config: 'the recipe says in which order instances are replaced',
  rollback_config: 'the recipe says in which order instances are replaced',
  labels: 'Muster labels containers itself',
  endpoint_mode: 'the balancer of Muster stands before the instances',
};

function readResources(value: Readonly<Record<string, unknown>>, at: At): Part {
  const parts = saidEntries(value, at).map(([key, item, here]): Part => {
    if (key === 'reservations' && isRecord(item)) return readReserve(item, here);
    return refused(here, key === 'limits' ? 'Muster reserves capacity and sets no limit' : unknownReason);
  });
  return {
    value: Object.assign({}, ...parts.map((part) => part.value)) as Part['value'],
    notTaken: parts.flatMap((part) => part.notTaken),
  };
}

function readReserve(value: Readonly<Record<string, unknown>>, at: At): Part {
  const cpu = Number(scalarText(value['cpus']) ?? 'none');
  const memoryMib = memoryOf(scalarText(value['memory']) ?? '');
  const reserve: Capacity = {...(cpu > 0 ? {cpu} : {}), ...(memoryMib === null ? {} : {memoryMib})};
  const notTaken = Object.keys(value)
    .filter((key) => !(key === 'cpus' && cpu > 0) && !(key === 'memory' && memoryMib !== null))
    .map((key) => leftOut(inside(at, key), key === 'cpus' || key === 'memory' ? 'is not an amount' : unknownReason));
  return {value: {reserve: {value: reserve, place: placeAt(at)}}, notTaken};
}

/** Of bytes, in which Compose says it, in MiB; null when it is no amount, or too little to count. */
function memoryOf(text: string): number | null {
  const mib = Math.round(Number(text.trim() || 'none') / 1024 / 1024);
  return mib > 0 ? mib : null;
}

function commandWords(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.flatMap((item) => scalarText(item) ?? []) : null;
}

function needsOf(value: unknown, at: At): readonly Said<string>[] {
  if (isRecord(value)) return Object.keys(value).map((name) => ({value: name, place: placeAt(inside(at, name))}));
  return texts(value).map((name, index) => ({value: name, place: placeAt(inside(at, index), placeAt(inside(at, name)).key)}));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function texts(value: unknown): readonly string[] {
  return listOf(value).flatMap((item) => scalarText(item) ?? []);
}

/** A key that no table has. */
export function unknownKey(at: At): Remark {
  const key = String(at.path.at(-1));
  return leftOut(
    at,
    lookup(serviceReasons, key) ?? (key.startsWith('x-') ? 'an extension says nothing by itself' : unknownReason),
  );
}
