import type {DeclaredService} from '../declaration.js';
import type {Connection, ImportedApp} from './app.js';
import {canManage, type BackingService} from './backing.js';
import {namesOf} from './compose/service.js';
import {serviceUrl} from './connection-string.js';
import {sameConnection} from './connections.js';
import {remark, type Remark} from './findings.js';
import {freeName, legalName} from './names.js';
import {isSecretLike} from './secret-like.js';
import type {Place} from './source.js';

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
  const services = new Map<string, DeclaredService>();
  const secrets = new Map<string, readonly Place[]>();
  const notTaken: Remark[] = [];
  const first = new Map<string, Connection>();
  for (const connection of apps.flatMap((app) => app.connections)) {
    const {slot, parts, place, passwords} = connection;
    if (parts === null || place === null || connection.foreign) continue;
    const standing = first.get(slot);
    if (standing && !(sameConnection(parts, standing.parts) || standing.managed?.service === connection.managed?.service)) {
      notTaken.push(
        remark(
          place,
          `an environment has one service ${slot}, and another app has another one: put one of them into an environment of its own`,
        ),
      );
      continue;
    }
    if (!standing) first.set(slot, connection);
    services.set(slot, declare(connection, node));
    if (passwords.length > 0) secrets.set(`${slot}-password`, [...(secrets.get(`${slot}-password`) ?? []), ...passwords]);
  }
  for (const it of backing) {
    const used = [...first.values()].find(({managed}) => managed?.service === it.service);
    const named = apps.some(({connections}) => connections.some(({foreign}) => foreign?.service === it.service));
    if (canManage(it.kind)) {
      const name = used?.slot ?? freeName(legalName(it.service.name ?? it.kind, it.kind), new Set(services.keys()));
      if (!used) services.set(name, managedService(name, it, node));
      const places = passwordPlaces(it);
      if (places.length > 0) secrets.set(`${name}-password`, [...(secrets.get(`${name}-password`) ?? []), ...places]);
      notTaken.push(...leftOfManaged(it, name));
    } else if (!named)
      notTaken.push(
        remark(it.service.place, `Muster runs no ${it.kind}: run it as before, and give the address that all nodes reach it by`),
      );
  }
  return {services: [...services.values()], secrets, notTaken};
}

function declare({slot, kind, parts, managed}: Connection, node: string): DeclaredService {
  if (managed) return managedService(slot, managed, node);
  return {name: slot, kind, url: serviceUrl(parts!, kind), ...(parts!.hasPassword ? {passwordSecret: `${slot}-password`} : {})};
}

function managedService(name: string, {kind, service}: BackingService, node: string): DeclaredService {
  const {repository, tag} = service.image!;
  return {name, kind, passwordSecret: `${name}-password`, managed: {node, image: `${repository}:${tag ?? 'latest'}`}};
}

function passwordPlaces({service}: BackingService): readonly Place[] {
  return [
    ...service.environment.filter(({key, value}) => isSecretLike(key, value) && value !== null).map(({place}) => place),
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
