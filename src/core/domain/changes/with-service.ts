import {withoutRecords, withRecord} from '../collections.js';
import type {Service, Topology} from '../model.js';

export function withService(topology: Topology, service: Service): Topology {
  const standing = topology.services.find(
    (candidate) => candidate.org === service.org && candidate.env === service.env && candidate.name === service.name,
  );
  return withRecord(topology, 'services', editedService(service, standing));
}

/** A managed service has a password of its own, made by Muster unless one is named. */
export function editedService(service: Service, standing: Service | undefined): Service {
  const passwordSecret =
    service.passwordSecret ?? (service.managed ? (standing?.passwordSecret ?? `${service.name}-password`) : null);
  return {...service, passwordSecret};
}

export function withoutService(
  topology: Topology,
  target: {readonly org: string; readonly env: string; readonly name: string},
): Topology {
  return withoutRecords(
    topology,
    'services',
    (service) => service.org === target.org && service.env === target.env && service.name === target.name,
  );
}
