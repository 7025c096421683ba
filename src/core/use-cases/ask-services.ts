import type {Observation} from '../domain/container.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {orgFlag} from '../domain/indexes.js';
import type {Deployment, Service, Topology} from '../domain/model.js';
import {deploymentName} from '../domain/names.js';
import type {Plan} from '../domain/plan.js';
import {serviceFor} from '../domain/planning/service-connection.js';
import type {Ports} from '../ports/index.js';
import {checkService, type ServiceFinding} from './check-services.js';

export interface Dependency extends Omit<ServiceFinding, 'result'> {
  readonly org: string;
  /** Unknown: what this machine cannot reach may be in reach of the nodes. */
  readonly result: ServiceFinding['result'] | 'unknown';
}

const answerMs = 2000;

/** Whether services answer, asked side by side; nothing that happens meanwhile is thrown. */
export async function askServices(
  ports: Ports,
  services: readonly Service[],
  seen: {readonly topology: Topology; readonly observation?: Observation},
): Promise<readonly Dependency[]> {
  if (services.length === 0) return [];
  const probe = await ports.serviceProbe();
  return Promise.all(
    services.map(async (service) => {
      const {org, env, name, kind} = service;
      const finding = await checkService(ports, {...seen, service, probe, timeoutMs: answerMs}).catch(
        (error: unknown): ServiceFinding => {
          if (!(error instanceof Failure)) throw error;
          return {env, service: name, kind, at: '', result: 'fail', reason: 'unasked', message: error.message, latencyMs: null};
        },
      );
      const hidden = finding.reason === 'unasked' || (finding.reason === 'unreachable' && !isInReach(seen.topology, service));
      return {...finding, org, result: hidden ? 'unknown' : finding.result};
    }),
  );
}

/** What is asked from this machine holds for nodes that are this machine; a managed service cannot be asked where its node is silent. */
function isInReach({memberships, nodes}: Topology, {org, env, managed}: Service): boolean {
  const members = memberships.filter((member) => member.org === org && member.env === env).map(({node}) => node);
  return managed === null && nodes.some((node) => node.org === org && members.includes(node.name) && node.connect === 'local');
}

/** The services that an app uses, each with whether it can do without. */
export function servicesOf(
  topology: Topology,
  {org, env, app}: Pick<Deployment, 'org' | 'env' | 'app'>,
): readonly {readonly service: Service; readonly required: boolean}[] {
  const recipe = topology.apps.find((candidate) => candidate.org === org && candidate.name === app)?.recipe;
  if (!recipe) return [];
  return Object.entries(recipe.services).flatMap(([slot, {required}]) => {
    const service = serviceFor(topology, {org, env, recipe, slot});
    return service ? [{service, required}] : [];
  });
}

const patienceMs = 15_000;
const againMs = 500;

/** Waits, within bounds, for what the instances that a plan starts cannot do without. Managed services that it starts are waited for there. */
export async function expectServices(
  ports: Ports,
  {plan, after}: {readonly plan: Plan; readonly after: Topology},
  signal: AbortSignal | undefined,
): Promise<void> {
  const starting = startedBy(plan);
  const wanted = after.deployments
    .filter((deployment) => starting.apps.has(deploymentName(deployment)))
    .flatMap((deployment) => servicesOf(after, deployment))
    .filter(({service, required}) => required && !starting.services.has(`${service.org}/${service.env}/${service.name}`))
    .map(({service}) => service);
  const deadlineMs = ports.clock.nowMs() + patienceMs;
  for (let asked = [...new Set(wanted)]; ;) {
    const silent = (await askServices(ports, asked, {topology: after})).filter(({result}) => result === 'fail');
    if (silent.length === 0) return;
    // What is refused stays refused.
    const isFinal = silent.some(({reason}) => reason === 'refused' || reason === 'secret-missing');
    if (isFinal || signal?.aborted || ports.clock.nowMs() >= deadlineMs) throw servicesSilent(silent);
    asked = asked.filter((service) => silent.some((it) => it.env === service.env && it.service === service.name));
    await ports.clock.sleep(againMs, signal);
  }
}

function startedBy({stages}: Plan): {readonly apps: ReadonlySet<string>; readonly services: ReadonlySet<string>} {
  const labels = stages.flatMap(({steps}) =>
    steps.flatMap((step) =>
      step.kind === 'start-containers'
        ? step.project.containers.filter(({name}) => step.names.includes(name)).map((spec) => spec.labels)
        : [],
    ),
  );
  const of = (kind: string, key: string) =>
    new Set(
      labels
        .filter((label) => label['muster.kind'] === kind)
        .map((label) => `${label['muster.org']}/${label['muster.env']}/${label[key]}`),
    );
  return {apps: of('instance', 'muster.app'), services: of('service', 'muster.name')};
}

function servicesSilent(silent: readonly Dependency[]): Failure {
  const [first] = silent as readonly [Dependency, ...Dependency[]];
  const told = silent.map(({service, env, at, message}) => `service ${service} of ${env} (${at}): ${message}`);
  return new Failure({
    code: 'SERVICE_DOWN',
    exit: exitCodes.outside,
    subject: `service ${first.service}`,
    message: `Nothing was changed, for what the app needs does not answer: ${told.join('; ')}.`,
    hint: `muster service check --env ${first.env}${orgFlag(first.org)}`,
    details: {services: silent.map(({env, service, at, reason, message}) => ({env, service, at, reason, message}))},
  });
}
