import {orgFlag} from '../domain/indexes.js';
import type {Deployment} from '../domain/model.js';
import {compareText, deploymentName} from '../domain/names.js';
import type {Ports} from '../ports/index.js';
import {askServices, servicesOf, type Dependency} from './ask-services.js';
import type {Drift} from './plan-drift.js';

/** What keeps users from being served though every container runs as desired. */
export interface StandingProblem {
  readonly code: 'SERVICE_DOWN' | 'NOT_SERVING';
  readonly subject: string;
  readonly message: string;
  readonly hint: string | null;
}

/** Of apps that should run: services that do not answer, and servers that a balancer does not have up. */
export async function standingProblems(
  ports: Ports,
  drift: Drift,
  concerns: (deployment: Deployment) => boolean,
): Promise<readonly StandingProblem[]> {
  const running = drift.topology.deployments.filter((deployment) => deployment.state === 'running' && concerns(deployment));
  const services = new Set(running.flatMap((deployment) => servicesOf(drift.topology, deployment).map(({service}) => service)));
  const dependencies = await askServices(ports, [...services], drift);
  return [
    ...dependencies.filter(({result}) => result === 'fail').map(serviceProblem),
    ...running.flatMap((deployment) => notServing(drift, deployment)),
  ];
}

export function serviceProblem({org, env, service, at, message}: Dependency): StandingProblem {
  return {
    code: 'SERVICE_DOWN',
    subject: `service ${service}`,
    message: `Service ${service} of ${env} (${at}): ${message}.`,
    hint: `muster service check ${service} --env ${env}${orgFlag(org)}`,
  };
}

/** What is drained is drift, which the plan mends: only servers that fail their checks are told. */
function notServing({observation}: Drift, deployment: Deployment): readonly StandingProblem[] {
  const prefix = `${deploymentName(deployment).replaceAll('/', '.')}.`;
  const down = observation.proxies
    .flatMap(({servers}) => servers)
    .filter(({backend, status, weight}) => backend.startsWith(prefix) && status === 'down' && weight > 0);
  const once = new Map(down.map((server) => [`${server.server} ${server.node}`, server]));
  return [...once.values()]
    .sort((a, b) => compareText(a.server, b.server) || compareText(a.node, b.node))
    .map(({node, server, check}) => ({
      code: 'NOT_SERVING',
      subject: `instance ${server}`,
      message: `The balancer on ${node} has ${server} of ${deployment.env} as down${check === null ? '' : `; its check says: ${check}`}.`,
      hint: `muster app status ${deployment.app} --env ${deployment.env}${orgFlag(deployment.org)}`,
    }));
}
