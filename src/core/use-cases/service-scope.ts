import type {Service, Topology} from '../domain/model.js';
import type {PlanScope} from '../domain/planning/plan-input.js';

/** The managed services of one environment, if it has or had any; apps take up a change with their next restart. */
export function serviceScope(
  before: Topology,
  after: Topology,
  {org, env}: Pick<Service, 'org' | 'env'>,
): Omit<PlanScope, 'org'> {
  const managed = [...before.services, ...after.services].some(
    (service) => service.org === org && service.env === env && service.managed !== null,
  );
  return {deployments: [], serviceEnvs: managed ? [env] : [], proxyNodes: [], removeVolumes: false};
}
