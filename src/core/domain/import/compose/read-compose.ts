import {lookup} from '../lookup.js';
import type {Reading, Remark} from '../findings.js';
import type {ComposeSource} from '../source.js';
import {inside, isRecord, leftOut, placeAt, type At} from './at.js';
import {noFacts, type ImportedService, type ServiceFacts} from './service.js';
import {serviceReaders, serviceReasons, unknownKey} from './service-keys.js';

const topReasons: Readonly<Record<string, string>> = {
  version: 'compose itself does not look at it any more',
  name: 'Muster names projects itself',
  networks: 'Muster gives the instances of an environment a network of their own',
  volumes: 'Muster makes the volumes of its instances itself, and copies nothing into them',
  include: 'what another file says is not read: give that file too',
  secrets: 'secrets reach instances through their environment: muster secret set NAME --env ENV',
  configs: 'config reaches instances through their environment: muster config set KEY=VALUE --env ENV',
};

/**
 * The services of a compose file. A file without `services:` may be of the first form of compose, a map of services, or the
 * body of one service, as documents show it.
 */
export function readCompose(source: ComposeSource): Reading<readonly ImportedService[]> {
  const top: At = {source, path: []};
  const {value} = source;
  if (!isRecord(value)) return {value: [], notTaken: [leftOut(top, 'the file is not a map, and holds no service')]};
  if (isBody(value)) return joined([readService(value, top, null)]);
  if (value['services'] === undefined && isFirstForm(value)) return readServices(value, top);
  const readings = Object.entries(value).map(([key, item]): Reading<readonly ImportedService[]> => {
    const at = inside(top, key);
    if (key !== 'services') return {value: [], notTaken: [leftTop(key, item, at)].flat()};
    return isRecord(item) ? readServices(item, at) : {value: [], notTaken: [leftOut(at, 'is not a map of services')]};
  });
  return {value: readings.flatMap((reading) => reading.value), notTaken: readings.flatMap((reading) => reading.notTaken)};
}

/** One remark for each thing that is declared under the key. */
function leftTop(key: string, item: unknown, at: At): Remark | Remark[] {
  const reason = lookup(topReasons, key);
  if (reason === undefined) return unknownKey(at);
  return isRecord(item) && Object.keys(item).length > 0
    ? Object.keys(item).map((name) => leftOut(inside(at, name), reason))
    : leftOut(at, reason);
}

function isBody(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value);
  const known = keys.filter((key) => Object.hasOwn(serviceReaders, key) || Object.hasOwn(serviceReasons, key));
  return keys.length > 0 && value['services'] === undefined && known.length === keys.length && !isFirstForm(value);
}

function isFirstForm(value: Readonly<Record<string, unknown>>): boolean {
  const items = Object.values(value);
  return items.length > 0 && items.every((item) => isRecord(item) && ('image' in item || 'build' in item));
}

function readServices(value: Readonly<Record<string, unknown>>, at: At): Reading<readonly ImportedService[]> {
  return joined(
    Object.entries(value).map(([name, body]) => {
      const here = inside(at, name);
      return isRecord(body) ? readService(body, here, name) : {value: null, notTaken: [leftOut(here, 'is not a map')]};
    }),
  );
}

function readService(body: Readonly<Record<string, unknown>>, at: At, name: string | null): Reading<ImportedService> {
  const parts = Object.entries(body).map(([key, item]) => {
    const here = inside(at, key);
    if (item === null && key !== 'environment') return {value: {}, notTaken: [leftOut(here, 'has no value')]};
    const reader = lookup(serviceReaders, key);
    return reader ? reader(item, here) : {value: {}, notTaken: [unknownKey(here)]};
  });
  const facts = parts.reduce<ServiceFacts>((sum, part) => ({...sum, ...part.value}), noFacts);
  return {
    value: {
      ...facts,
      environment: lastOfEach([...facts.fromFiles, ...facts.environment]),
      overridden: [],
      name,
      place: placeAt(at, name === null ? 'the file' : undefined),
    },
    notTaken: parts.flatMap((part) => part.notTaken),
  };
}

function lastOfEach(variables: ServiceFacts['environment']): ServiceFacts['environment'] {
  return [...new Map(variables.map((variable) => [variable.key, variable])).values()];
}

function joined(readings: readonly Reading<ImportedService | null>[]): Reading<readonly ImportedService[]> {
  return {value: readings.flatMap((reading) => reading.value ?? []), notTaken: readings.flatMap((reading) => reading.notTaken)};
}

/** A service with what a later file says of it. */
export function withBody(service: ImportedService, body: ImportedService): ImportedService {
  const said = Object.entries(body).filter(([key, value]) => key !== 'name' && key !== 'place' && !isEmpty(value));
  return {
    ...service,
    ...(Object.fromEntries(said) as Partial<ServiceFacts>),
    environment: lastOfEach([...service.environment, ...body.environment]),
    overridden: [...service.overridden, ...service.environment.filter(({key}) => body.environment.some((it) => it.key === key))],
  };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === false || (typeof value === 'object' && Object.keys(value).length === 0);
}
