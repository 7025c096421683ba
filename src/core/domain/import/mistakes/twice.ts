import {listWords} from '../../indexes.js';
import type {ImportedService} from '../compose/service.js';
import type {Imported} from '../imported.js';
import type {Place} from '../source.js';
import {filesOf, type KnownMistake} from './known-mistake.js';

interface Claim {
  readonly what: string;
  readonly service: ImportedService;
  readonly place: Place;
}

/** What several services claim, and one machine has once. Services of different files may stand on a machine each. */
function claimedTwice(
  {gathered, declared}: Imported,
  claimsOf: (service: ImportedService) => readonly Claim[],
): readonly (readonly Claim[])[] {
  const services = [...gathered.services, ...gathered.backing.map((it) => it.service)];
  const groups = new Map<string, Claim[]>();
  for (const claim of services.flatMap(claimsOf)) groups.set(claim.what, [...(groups.get(claim.what) ?? []), claim]);
  return [...groups.values()].filter((claims) => {
    const claimers = new Set(claims.map(({service}) => service)).size;
    const machines = Math.max(1, Math.min(declared.nodes.length, filesOf(claims.map(({place}) => place)).length));
    return claimers > machines;
  });
}

const namesOf = (claims: readonly Claim[]) => {
  const several = filesOf(claims.map(({place}) => place)).length > 1;
  return listWords([
    ...new Set(claims.map(({service, place}) => `${service.name ?? 'a service'}${several ? ` of ${place.file}` : ''}`)),
  ]);
};

export const nameTwice: KnownMistake = {
  code: 'NAME_TWICE',
  sentence: 'Several services have one container_name, which only one container of a machine can have.',
  find: (imported) =>
    claimedTwice(imported, (service) =>
      service.containerName ? [{what: service.containerName.value, service, place: service.containerName.place}] : [],
    ).map((claims) => ({
      ...claims.at(-1)!.place,
      message: `${namesOf(claims)} have one container_name, ${claims[0]!.what}, which only one container of a machine can have.`,
      hint: 'Take container_name away; Muster names containers itself.',
    })),
};

export const portTwice: KnownMistake = {
  code: 'PORT_TWICE',
  sentence: 'Several services publish one host port, which only one container of a machine can have.',
  find: (imported) =>
    claimedTwice(imported, (service) =>
      service.ports
        .filter(({host, range}) => host !== null && !range)
        .map(({host, address, place}) => ({what: `${address ?? '*'} ${host}`, service, place})),
    ).map((claims) => ({
      ...claims.at(-1)!.place,
      message: `${namesOf(claims)} publish one host port, ${claims[0]!.what.split(' ')[1]}, which only one container of a machine can have.`,
      hint: 'Publish one of them at another port; Muster gives each instance host ports of its own.',
    })),
};
