import {lookup} from '../../lookup.js';
import {remark, type Reading, type Remark} from '../findings.js';
import type {ComposeSource} from '../source.js';
import {inside, isRecord, isSaid, leftOut, placeAt, type At} from './at.js';
import {httpProbe} from './http-probe.js';
import {noFacts, type ImportedService, type ServiceFacts} from './service.js';
import {serviceReaders, unknownKey} from './service-keys.js';

const topReasons: Readonly<Record<string, string>> = {
  version: 'compose itself does not look at it any more',
  name: 'Muster names projects itself',
  networks: 'Muster gives the instances of an environment a network of their own',
  volumes: 'Muster makes the volumes of its instances itself, and copies nothing into them',
  secrets: 'secrets reach instances through their environment: muster secret set NAME --env ENV',
  configs: 'config reaches instances through their environment: muster config set KEY=VALUE --env ENV',
};

/** The services of a compose project, or the one that its file is a part of. */
export function readCompose(source: ComposeSource): Reading<readonly ImportedService[]> {
  const top: At = {source, path: []};
  const {value} = source;
  if (!isRecord(value)) return {value: [], notTaken: [leftOut(top, 'the file is not a map, and holds no service')]};
  const readings = source.isPart ? [joined([readService(value, top, null)])] : readProject(value, top);
  return {
    value: readings.flatMap((reading) => reading.value),
    notTaken: [...readings.flatMap((reading) => reading.notTaken), ...unsetVariables(source), ...source.complaints],
  };
}

function readProject(value: Readonly<Record<string, unknown>>, top: At): readonly Reading<readonly ImportedService[]>[] {
  return Object.entries(value).map(([key, item]) => {
    const at = inside(top, key);
    if (key !== 'services') return {value: [], notTaken: [leftTop(key, item, at)].flat()};
    return readServices(isRecord(item) ? item : {}, at);
  });
}

function unsetVariables({variables}: ComposeSource): readonly Remark[] {
  return variables
    .filter(({from}) => from === 'nowhere')
    .map((it) => remark(it, `variable ${it.name} has no value in the shell or in .env, and Compose takes it as empty`));
}

/** Values of the shell that Compose filled in. */
export function valuesOfShell({variables}: ComposeSource): readonly Remark[] {
  return variables
    .filter(({from}) => from === 'shell')
    .map((it) => remark(it, `variable ${it.name} has the value of your shell, which goes before .env`));
}

/** One remark for each thing that is declared under the key. */
function leftTop(key: string, item: unknown, at: At): Remark | Remark[] {
  const reason = lookup(topReasons, key);
  if (at.source.writtenAt(at.path) === null) return [];
  if (reason === undefined) return unknownKey(at);
  if (!isRecord(item) || Object.keys(item).length === 0) return leftOut(at, reason);
  return Object.keys(item)
    .map((name) => inside(at, name))
    .filter(({source, path}) => source.writtenAt(path) !== null)
    .map((here) => leftOut(here, reason));
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
    if (!isSaid(item, here)) return {value: {}, notTaken: []};
    if (item === null && key !== 'environment') return {value: {}, notTaken: [leftOut(here, 'has no value')]};
    const reader = lookup(serviceReaders, key);
    return reader ? reader(item, here) : {value: {}, notTaken: [unknownKey(here)]};
  });
  const facts = parts.reduce<ServiceFacts>((sum, part) => ({...sum, ...part.value}), noFacts);
  const place = placeAt(at, name === null ? 'the file' : undefined);
  const probe = facts.probe && {...facts.probe, asked: facts.probe.test && httpProbe(facts.probe.test, {...facts, name})};
  return {value: {...facts, probe, overridden: [], name, place}, notTaken: parts.flatMap((part) => part.notTaken)};
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
