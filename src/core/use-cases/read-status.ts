import type {Observation} from '../domain/container.js';
import {expectEnv, expectOrg} from '../domain/expect.js';
import type {Deployment, Environment, Labels, RunState, Topology} from '../domain/model.js';
import {compareText, deploymentName, instanceName} from '../domain/names.js';
import type {PlannedChange} from '../domain/plan.js';
import {deploymentTitle} from '../domain/planning/order-stages.js';
import {planProxy, proxyDigest} from '../domain/planning/plan-proxies.js';
import {deploymentProject, servicesProject} from '../domain/planning/resource-names.js';
import {everything} from '../domain/sight.js';
import {waysOn, type WaysOn} from '../domain/ways-on.js';
import type {Ports} from '../ports/index.js';
import type {Lease, Operation, OperationState} from '../ports/store.js';
import {readOpenOperations} from './halted-operations.js';
import {readSight} from './narrow-to-sight.js';
import {mendCommand} from './refuse-release.js';
import {standingProblems, type StandingProblem} from './standing-problems.js';
import {planDrift, type Drift} from './plan-drift.js';

export interface NodeStatus {
  readonly name: string;
  readonly connect: string;
  readonly reachable: boolean;
  readonly reason: string | null;
  readonly hint: string | null;
  /** Running containers of this installation; null: it does not answer. */
  readonly containers: number | null;
}

export interface ServedInstance {
  readonly name: string;
  readonly node: string;
  readonly state: string;
  readonly health: string;
  /** Worst status that a balancer reports; null without a balancer. */
  readonly balancer: string | null;
}

export interface DeploymentStatus {
  readonly app: string;
  readonly version: string;
  readonly state: RunState;
  readonly balance: string;
  readonly desired: number;
  readonly healthy: number;
  /** Instances on nodes that do not answer. */
  readonly unknown: number;
  readonly instances: readonly ServedInstance[];
}

export interface EnvStatus {
  readonly name: string;
  readonly labels: Labels;
  readonly nodes: readonly string[];
  readonly entries: readonly {
    readonly address: string;
    readonly backup: boolean;
    readonly app: string | null;
    readonly path: string;
  }[];
  readonly services: readonly {
    readonly name: string;
    readonly kind: string;
    readonly node: string | null;
    readonly state: string;
  }[];
  readonly deployments: readonly DeploymentStatus[];
}

export interface BalancerStatus {
  readonly node: string;
  /** Null: its node does not answer. */
  readonly running: boolean | null;
  readonly ports: readonly number[];
  /** It runs with the desired configuration. Null, here and below: its node does not answer. */
  readonly current: boolean | null;
  readonly serversUp: number | null;
  readonly servers: number | null;
}

export interface ClusterStatus {
  readonly org: string;
  readonly nodes: readonly NodeStatus[];
  readonly envs: readonly EnvStatus[];
  readonly balancers: readonly BalancerStatus[];
  readonly operations: readonly {
    readonly id: string;
    readonly command: string;
    readonly state: OperationState;
    readonly createdAt: string;
  }[];
  readonly locks: readonly Lease[];
  readonly drift: readonly PlannedChange[];
  /** What keeps users from being served though containers run as desired. */
  readonly problems: readonly StandingProblem[];
  readonly healthy: boolean;
  /** Environments that are left out, for clusters other than `cluster` look after them. */
  readonly hidden: number;
  readonly cluster: string | null;
  /** How to go on with the operation that did not end; null where there is none. */
  readonly ways: WaysOn | null;
  readonly nextCommand: string | null;
}

/** The whole picture of one organization; it works where no machine answers. */
export async function readStatus(
  ports: Ports,
  target: {readonly org: string; readonly env: string | null; readonly all?: boolean},
): Promise<ClusterStatus> {
  const store = await ports.store();
  const known = await store.readTopology(['orgs', 'envs']);
  expectOrg(known, target.org);
  if (target.env !== null) expectEnv(known, target.org, target.env);
  const sight =
    target.all || target.env !== null ? everything : await readSight(ports, ['groups', 'workspaces', 'nodes', 'envs']);
  const drift = await planDrift(ports, {org: target.org, sight, ...(target.env === null ? {} : {envs: [target.env]})});
  const [{leases: locks, ...operations}, installation] = await Promise.all([readOpenOperations(ports), ports.founder()]);
  const asked = drift.topology.envs.filter((env) => env.org === target.org && (target.env === null || env.name === target.env));
  const envs = asked.filter((env) => sight.seesEnv(env.org, env.name));
  const problems = await standingProblems(
    ports,
    drift,
    ({org, env}) => org === target.org && envs.some(({name}) => name === env),
  );
  const own = (operation: Operation) => operation.plan.org === target.org;
  const open = operations.open.filter(own);
  const halted = operations.halted.find(own) ?? null;
  return {
    org: target.org,
    nodes: nodeStatuses(drift),
    envs: envs.map((env) => envStatus(drift, env, installation)),
    balancers: balancerStatuses(drift),
    operations: open.map(({id, command, state, createdAt}) => ({id, command, state, createdAt})),
    locks: locks.filter((lease) => lease.resource.split(' ')[1]?.startsWith(`${target.org}/`)),
    drift: drift.changes,
    problems,
    healthy: problems.length === 0 && drift.changes.length === 0 && drift.observation.unreachable.length === 0 && halted === null,
    hidden: asked.length - envs.length,
    cluster: sight.cluster,
    ways: halted && waysOn(halted),
    nextCommand: nextCommand(drift, {halted, running: open[0] ?? null, problems}, target.org),
  };
}

function nodeStatuses({nodes, observation}: Drift): readonly NodeStatus[] {
  return nodes.map(({name, connect}) => {
    const silent = observation.unreachable.find((candidate) => candidate.node === name);
    return {
      name,
      connect,
      reachable: !silent,
      reason: silent?.reason ?? null,
      hint: silent?.hint ?? null,
      containers: silent
        ? null
        : observation.containers.filter((container) => container.node === name && container.state === 'running').length,
    };
  });
}

function envStatus(drift: Drift, {org, name, labels}: Environment, installation: string): EnvStatus {
  const {topology, observation} = drift;
  const own = (row: {readonly org: string; readonly env: string}) => row.org === org && row.env === name;
  const services = servicesProject(installation, org, name);
  return {
    name,
    labels,
    nodes: topology.memberships
      .filter(own)
      .map((member) => member.node)
      .sort(compareText),
    entries: topology.entries
      .filter(own)
      .sort((a, b) => a.position - b.position)
      .map(({address, backup, app, path}) => ({address, backup, app, path})),
    services: topology.services.filter(own).map((service) => {
      const container = observation.containers.find(
        (candidate) => candidate.project === services && candidate.name === service.name,
      );
      return {
        name: service.name,
        kind: service.kind,
        node: service.managed?.node ?? null,
        state: service.managed
          ? (container?.health ?? (isSilent(observation, service.managed.node) ? 'unknown' : 'missing'))
          : 'external',
      };
    }),
    deployments: topology.deployments.filter(own).map((deployment) => deploymentStatus(drift, deployment, installation)),
  };
}

function deploymentStatus({topology, observation}: Drift, deployment: Deployment, installation: string): DeploymentStatus {
  const project = deploymentProject(installation, deployment);
  const prefix = `${deployment.org}.${deployment.env}.${deployment.app}.`;
  const instances = instancesOf(topology, deployment).map((instance): ServedInstance => {
    const name = instanceName(instance);
    const container = observation.containers.find(
      (candidate) => candidate.project === project && candidate.node === instance.node && candidate.name === name,
    );
    const silent = isSilent(observation, instance.node);
    const servers = observation.proxies
      .flatMap((proxy) => proxy.servers)
      .filter((server) => server.server === name && server.backend.startsWith(prefix));
    return {
      name,
      node: instance.node,
      state: container?.state ?? (silent ? 'unknown' : 'missing'),
      health: container?.health ?? 'unknown',
      balancer: servers.find((server) => server.status !== 'up')?.status ?? servers[0]?.status ?? null,
    };
  });
  const {app, version, state, balance} = deployment;
  return {
    app,
    version,
    state,
    balance,
    desired: state === 'stopped' ? 0 : instances.length,
    healthy: instances.filter((instance) => instance.state === 'running' && instance.health === 'healthy').length,
    unknown: instances.filter((instance) => instance.state === 'unknown').length,
    instances,
  };
}

function instancesOf(topology: Topology, deployment: Deployment) {
  return topology.instances.filter((instance) => deploymentName(instance) === deploymentName(deployment));
}

function balancerStatuses({topology, nodes, observation}: Drift): readonly BalancerStatus[] {
  return nodes.flatMap((node) => {
    const model = planProxy(topology, node);
    const running = observation.proxies.find((proxy) => proxy.node === node.name);
    if (!model && !running) return [];
    const unseen = running === undefined && isSilent(observation, node.name);
    return [
      {
        node: node.name,
        running: unseen ? null : running !== undefined,
        ports: model?.listeners.map((listener) => listener.port) ?? [],
        current: unseen ? null : model !== null && running?.digest === proxyDigest(model),
        serversUp: unseen ? null : (running?.servers.filter((server) => server.status === 'up').length ?? 0),
        servers: unseen ? null : (running?.servers.length ?? 0),
      },
    ];
  });
}

function isSilent({unreachable}: Observation, node: string): boolean {
  return unreachable.some((silent) => silent.node === node);
}

function nextCommand(
  {topology, changes, observation}: Drift,
  {
    halted,
    running,
    problems,
  }: {readonly halted: Operation | null; readonly running: Operation | null; readonly problems: readonly StandingProblem[]},
  org: string,
): string | null {
  if (observation.unreachable.length > 0) return 'muster doctor';
  if (halted) return waysOn(halted).resume;
  if (topology.nodes.every((node) => node.org !== org)) return 'muster apply -f FILE';
  if (running) return `muster operation show ${running.id}`;
  if (changes.length === 0) return problems[0]?.hint ?? null;
  const deployments = topology.deployments.filter((deployment) => deployment.org === org);
  const drifting =
    deployments.find((deployment) => changes.some((change) => change.parent === deploymentTitle(deployment))) ?? deployments[0];
  return drifting ? mendCommand(drifting, observation.containers) : 'muster doctor';
}
