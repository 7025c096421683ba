import type {Observation} from '../domain/container.js';
import {expectEnv, expectService} from '../domain/expect.js';
import {findNode} from '../domain/find.js';
import type {Service, Topology} from '../domain/model.js';
import {servicesProject} from '../domain/planning/resource-names.js';
import {connectionOf} from '../domain/planning/service-connection.js';
import type {Ports} from '../ports/index.js';
import type {ServiceProbe} from '../ports/service-probe.js';
import {observeCluster} from './observe-cluster.js';
import {openSecrets} from './open-secrets.js';

export interface ServiceFinding {
  readonly env: string;
  readonly service: string;
  readonly kind: string;
  /** Where it was looked for: a host and port, or the node that runs it. */
  readonly at: string;
  readonly result: 'pass' | 'fail';
  readonly reason: string | null;
  readonly message: string;
  readonly latencyMs: number | null;
}

export interface ServiceCheck {
  readonly org: string;
  readonly env: string;
  /** Null: every service of the environment. */
  readonly name: string | null;
  readonly timeoutMs: number;
}

/** External services are asked from this machine; managed ones are known to their own network only, so that their container is asked. */
export async function checkServices(ports: Ports, check: ServiceCheck, probe: ServiceProbe): Promise<readonly ServiceFinding[]> {
  const topology = await (await ports.store()).readTopology();
  expectEnv(topology, check.org, check.env);
  const services =
    check.name === null
      ? topology.services.filter((it) => it.org === check.org && it.env === check.env)
      : [expectService(topology, check, check.name)];
  return Promise.all(services.map((service) => checkService(ports, {topology, service, probe, timeoutMs: check.timeoutMs})));
}

interface Asked {
  readonly topology: Topology;
  readonly service: Service;
  readonly probe: ServiceProbe;
  readonly timeoutMs: number;
  /** What runs, where it was looked at already. */
  readonly observation?: Observation;
}

export function checkService(ports: Ports, asked: Asked): Promise<ServiceFinding> {
  return asked.service.managed ? checkManaged(ports, asked) : checkExternal(ports, asked);
}

async function checkExternal(ports: Ports, {topology, service, probe, timeoutMs}: Asked): Promise<ServiceFinding> {
  const {password, ...connection} = connectionOf(topology, service);
  const at = `${connection.host}:${connection.port}`;
  if (service.passwordSecret !== null && password === null) {
    return finding(service, {at, reason: 'secret-missing', message: `secret ${service.passwordSecret} is not set`});
  }
  const value = password === null ? null : (await openSecrets(ports, [password])).find(password);
  const outcome = await probe.probe({...connection, kind: service.kind, password: value, timeoutMs});
  if (!outcome.ok) return finding(service, {at, reason: outcome.reason, message: outcome.message});
  return finding(service, {
    at,
    reason: null,
    message: outcome.version === null ? 'it answers' : `it answers, version ${outcome.version}`,
    latencyMs: outcome.latencyMs,
  });
}

async function checkManaged(ports: Ports, {topology, service, observation}: Asked): Promise<ServiceFinding> {
  const name = service.managed?.node ?? '';
  const at = `node ${name}`;
  const node = findNode(topology, service.org, name);
  if (!node) return finding(service, {at, reason: 'unreachable', message: `there is no node ${name}`});
  const [installation, {containers, unreachable}] = await Promise.all([
    ports.founder(),
    observation ?? observeCluster(ports, [node]),
  ]);
  const silent = unreachable.find((candidate) => candidate.node === name);
  if (silent) return finding(service, {at, reason: 'unreachable', message: silent.reason});
  const project = servicesProject(installation, service.org, service.env);
  const container = containers.find((candidate) => candidate.project === project && candidate.name === service.name);
  if (!container) return finding(service, {at, reason: 'failed', message: 'its container is not there'});
  const healthy = container.state === 'running' && container.health === 'healthy';
  return finding(service, {
    at,
    reason: healthy ? null : 'failed',
    message: healthy ? 'its container is healthy' : `its container is ${container.state}, health ${container.health}`,
  });
}

function finding(
  service: Service,
  found: {readonly at: string; readonly reason: string | null; readonly message: string; readonly latencyMs?: number},
): ServiceFinding {
  return {
    env: service.env,
    service: service.name,
    kind: service.kind,
    at: found.at,
    result: found.reason === null ? 'pass' : 'fail',
    reason: found.reason,
    message: found.message,
    latencyMs: found.latencyMs ?? null,
  };
}
