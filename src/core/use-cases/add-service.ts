import {withService} from '../domain/changes/with-service.js';
import {exitCodes, Failure} from '../domain/errors.js';
import {alreadyExists, expectEnv, expectNode} from '../domain/expect.js';
import {findService} from '../domain/find.js';
import {listWords, orgFlag} from '../domain/indexes.js';
import type {Service, Topology} from '../domain/model.js';
import {managedKinds} from '../domain/planning/service-catalog.js';
import {parseServiceUrl} from '../domain/service-url.js';
import {serviceUrl} from '../domain/values/kinds.js';
import {wrongValue} from '../domain/values/wrong-value.js';
import type {Ports} from '../ports/index.js';
import {changeCluster} from './change-cluster.js';
import type {ChangeOptions, ChangeOutcome} from './cluster-change.js';
import {differingFields} from './differing-fields.js';
import {expectUnlocked} from './locks.js';
import {serviceScope} from './service-scope.js';
import {lookup} from '../domain/lookup.js';

export interface ServiceRequest {
  readonly service: Service;
  /** Change the service of that name, if there is one. */
  readonly replace: boolean;
}

/** Names a backing service, or runs one: a managed one is healthy when this returns. */
export async function addService(ports: Ports, request: ServiceRequest, options: ChangeOptions): Promise<ChangeOutcome> {
  const {service} = request;
  expectSound(service);
  await expectUnlocked(ports, {org: service.org, envs: [service.env]});
  return changeCluster(
    ports,
    {org: service.org, edit: (before) => edited(before, request), scope: (before, after) => serviceScope(before, after, service)},
    options,
  );
}

function edited(before: Topology, {service, replace}: ServiceRequest): Topology {
  expectEnv(before, service.org, service.env);
  if (service.managed) expectNode(before, service.org, service.managed.node);
  const after = withService(before, service);
  const standing = findService(before, service, service.name);
  if (!standing || replace) return after;
  const differs = differingFields(standing, findService(after, service, service.name) as Service);
  if (differs.length === 0) return before;
  throw alreadyExists('service', service.name, {differs, hint: 'Add --replace to change it'});
}

/** Nothing of the URL is repeated: what makes it wrong may be a password in it. */
function expectSound({org, env, name, kind, url, managed}: Service): void {
  const kinds = Object.keys(managedKinds);
  const parsed = url === null ? null : parseServiceUrl(url);
  if (parsed?.hasPassword || (url !== null && /:\/\/[^/@]*:.*@/.test(url))) throw passwordInUrl({org, env, name});
  if (!kinds.includes(kind)) throw invalid(name, `kind ${kind} is not known; it is ${listWords(kinds, 'or')}`);
  if ((managed === null) === (url === null)) throw invalid(name, 'it has either a URL or a node that runs it');
  const read = url === null ? null : serviceUrl.read(url);
  if (read && 'problem' in read) throw invalid(name, `its URL must be ${wrongValue(serviceUrl, url ?? '', read.problem)}`);
  if (parsed && !lookup(schemes, kind)?.includes(parsed.scheme))
    throw invalid(name, `a URL of kind ${kind} starts with ${kind}://`);
}

const schemes: Readonly<Record<string, readonly string[]>> = {mysql: ['mysql', 'mariadb'], redis: ['redis', 'rediss']};

function passwordInUrl({org, env, name}: Pick<Service, 'org' | 'env' | 'name'>): Failure {
  return new Failure({
    code: 'PASSWORD_IN_URL',
    exit: exitCodes.usage,
    subject: `service ${name}`,
    details: {name},
    message: `The URL of service ${name} carries a password, which would be kept in the open.`,
    hint: `Keep it as a secret: muster secret set ${name}-password --env ${env}${orgFlag(org)}, and then --password-secret ${name}-password here`,
  });
}

function invalid(name: string, problem: string): Failure {
  return new Failure({
    code: 'SERVICE_INVALID',
    exit: exitCodes.usage,
    subject: `service ${name}`,
    details: {name, problem},
    message: `Service ${name} cannot be added: ${problem}.`,
    hint: 'Write it like --kind mysql --url mysql://user@host:3306/database, or --kind redis --managed --node NODE',
  });
}
