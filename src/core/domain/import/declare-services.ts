import {managedKinds} from '../planning/service-catalog.js';
import type {DeclaredService} from '../declaration.js';
import type {Connection, ImportedApp} from './app.js';
import {canManage, type BackingService} from './backing.js';
import {namesOf} from './compose/service.js';
import {serviceUrl} from '../connection-string.js';
import {sameConnection} from './connections.js';
import {remark, type Remark} from './findings.js';
import {freeName, legalName} from './names.js';
import {isSecretLike} from '../secrets/secret-like.js';
import type {Place} from './source.js';
import {lookup} from '../lookup.js';

export interface DeclaredServices {
  readonly services: readonly DeclaredService[];
  /** Secrets of the environment by name, with where their values are. */
  readonly secrets: ReadonlyMap<string, readonly Place[]>;
  readonly notTaken: readonly Remark[];
}

/** Services that the apps use, and those that the files run and nothing names. */
export function declareServices(
  apps: readonly ImportedApp[],
  backing: readonly BackingService[],
  node: string,
): DeclaredServices {
  const {used, notTaken} = usedConnections(apps);
  const slots = new Map([...used.values()].flatMap(({managed, slot}) => (managed ? [[managed.service, slot]] : [])));
  const taken = new Set(used.keys());
  const run = backing
    .filter(({kind}) => canManage(kind))
    .map((it) => {
      const name = slots.get(it.service) ?? freeName(legalName(it.service.name ?? it.kind, it.kind), taken);
      taken.add(name);
      return {it, name};
    });
  const connected = [...used.values()].filter(({managed}) => !managed);
  return {
    services: [...connected.map(externalService), ...run.map(({it, name}) => managedService(name, it, node))],
    secrets: passwordsByName([
      ...apps.flatMap(({connections}) => connections).map(({slot, passwords}) => ({name: slot, places: passwords})),
      ...run.map(({it, name}) => ({name, places: passwordPlaces(it)})),
    ]),
    notTaken: [
      ...notTaken,
      ...apps.flatMap(({connections}) => connections.flatMap(otherThanManaged)),
      ...run.flatMap(({it, name}) => leftOfManaged(it, name)),
      ...unmanaged(apps, backing),
    ],
  };
}

/** The connection of each slot: where two apps do not agree, that of the first. */
function usedConnections(apps: readonly ImportedApp[]): {
  readonly used: ReadonlyMap<string, Connection>;
  readonly notTaken: readonly Remark[];
} {
  const used = new Map<string, Connection>();
  const notTaken: Remark[] = [];
  for (const connection of apps.flatMap((app) => app.connections)) {
    const {slot, parts, place, foreign, managed} = connection;
    if (parts === null || place === null || foreign) continue;
    const first = used.get(slot);
    if (!first) used.set(slot, connection);
    else if (!sameConnection(parts, first.parts) && !(managed && managed.service === first.managed?.service)) {
      const reason = `an environment has one service ${slot}, and another app has another one: put one of them into an environment of its own`;
      notTaken.push(remark(place, reason));
    }
  }
  return {used, notTaken};
}

/** A service that Muster runs has one user and one database. */
function otherThanManaged({managed, said, kind}: Connection): Remark[] {
  const own = managed ? lookup(managedKinds, kind) : undefined;
  if (!own) return [];
  return said.flatMap(({parts, variable}) => {
    const other = [
      ...(parts.user !== null && parts.user !== own.user ? [`user ${parts.user}`] : []),
      ...(parts.database !== null && parts.database !== own.database ? [`database ${parts.database}`] : []),
      // Its text may hold a secret.
      ...(parts.query === '' ? [] : ['a query']),
    ];
    if (other.length === 0) return [];
    const reason = `the ${kind} that Muster runs has user ${own.user} and database ${own.database}, and this says ${other.join(' and ')}`;
    return [remark(variable.place, reason)];
  });
}

function passwordsByName(
  found: readonly {readonly name: string; readonly places: readonly Place[]}[],
): ReadonlyMap<string, readonly Place[]> {
  const names = [...new Set(found.filter(({places}) => places.length > 0).map(({name}) => name))];
  return new Map(names.map((name) => [`${name}-password`, found.filter((it) => it.name === name).flatMap(({places}) => places)]));
}

/** What nothing leads to and Muster cannot run; where something does, that is told there. */
function unmanaged(apps: readonly ImportedApp[], backing: readonly BackingService[]): readonly Remark[] {
  const named = new Set(apps.flatMap(({connections}) => connections.map(({foreign}) => foreign?.service)));
  return backing
    .filter(({kind, service}) => !canManage(kind) && !named.has(service))
    .map(({kind, service}) =>
      remark(service.place, `Muster runs no ${kind}: run it as before, and give the address that all nodes reach it by`),
    );
}

function externalService({slot, kind, parts}: Connection): DeclaredService {
  return {name: slot, kind, url: serviceUrl(parts!, kind), ...(parts!.hasPassword ? {passwordSecret: `${slot}-password`} : {})};
}

function managedService(name: string, {kind, service}: BackingService, node: string): DeclaredService {
  const {repository, tag} = service.image!;
  return {name, kind, passwordSecret: `${name}-password`, managed: {node, image: `${repository}:${tag ?? 'latest'}`}};
}

function passwordPlaces({service}: BackingService): readonly Place[] {
  return [
    ...service.environment.filter(({key, value}) => isSecretLike(key, value)).map(({place}) => place),
    ...(service.command &&
    service.command.value.some(
      (word, index, all) => /requirepass|password/i.test(all[index - 1] ?? '') || /requirepass.|password=./i.test(word),
    )
      ? [service.command.place]
      : []),
  ];
}

/** What a service that Muster runs does otherwise. */
function leftOfManaged({kind, service}: BackingService, name: string): Remark[] {
  const plain = service.environment.filter(({key, value}) => !isSecretLike(key, value));
  return [
    ...plain.map(({place}) => remark(place, `the ${kind} that Muster runs has its own user and database`)),
    ...service.mounts.map(({place}) =>
      remark(place, `its data stays where it is: Muster gives service ${name} a volume of its own, so dump and load it`),
    ),
    ...service.ports.map(({place}) =>
      remark(place, 'a service that Muster runs is reached on the network of its environment alone'),
    ),
    ...(service.exposed.length > 0
      ? [remark({...service.place, key: `${service.place.key}.expose`}, 'apps reach it at the port that its kind has')]
      : []),
    ...(service.command ? [remark(service.command.place, `Muster starts the ${kind} in its own way`)] : []),
    ...(service.probe ? [remark(service.probe.place, `Muster asks the ${kind} in its own way whether it is well`)] : []),
    ...service.needs.map(({place}) => remark(place, 'Muster starts services before apps')),
    ...(service.reserve ? [remark(service.reserve.place, 'Muster reserves capacity for instances alone')] : []),
    ...(service.stopGraceMs ? [remark(service.stopGraceMs.place, `Muster stops the ${kind} in its own way`)] : []),
    ...(service.replicas && service.replicas.value !== 1
      ? [remark(service.replicas.place, 'Muster runs one of each service')]
      : []),
    ...(namesOf(service).includes(name) ? [] : [remark(service.place, `its name is ${name} now`)]),
  ];
}
