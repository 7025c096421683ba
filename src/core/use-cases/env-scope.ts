import type {Topology} from '../domain/model.js';
import {compareText, deploymentName} from '../domain/names.js';
import type {PlanScope} from '../domain/planning/plan-input.js';

/**
 * Everything that runs in the environments, with every balancer that leads or led there. Nothing where nothing is deployed:
 * such a change needs no machine.
 */
export function envScope(
  before: Topology,
  after: Topology,
  target: {readonly org: string; readonly envs: readonly string[]; readonly removeVolumes?: boolean},
): Omit<PlanScope, 'org'> {
  const inScope = (row: {readonly org: string; readonly env: string}) => row.org === target.org && target.envs.includes(row.env);
  const both = [before, after];
  const deployments = both.flatMap((topology) => topology.deployments.filter(inScope));
  const services = both.flatMap((topology) =>
    topology.services.filter((service) => inScope(service) && service.managed !== null),
  );
  const members = deployments.length === 0 ? [] : both.flatMap((topology) => topology.memberships.filter(inScope));
  const keys = new Map(deployments.map(({org, env, app}) => [deploymentName({org, env, app}), {org, env, app}]));
  return {
    deployments: [...keys.values()].sort((a, b) => compareText(deploymentName(a), deploymentName(b))),
    serviceEnvs: [...new Set(services.map((service) => service.env))].sort(compareText),
    proxyNodes: [...new Set(members.map((member) => member.node))].sort(compareText),
    removeVolumes: target.removeVolumes ?? false,
  };
}

/** Only the balancers that lead or led to the environments: instances are left as they are. */
export function balancerScope(
  before: Topology,
  after: Topology,
  target: {readonly org: string; readonly envs: readonly string[]},
): Omit<PlanScope, 'org'> {
  return {...envScope(before, after, target), deployments: [], serviceEnvs: []};
}
