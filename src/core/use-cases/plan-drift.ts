import type {Observation} from '../domain/container.js';
import type {Node, Topology} from '../domain/model.js';
import type {PlannedChange} from '../domain/plan.js';
import {planChanges} from '../domain/planning/plan-changes.js';
import {everything, type Sight} from '../domain/sight.js';
import type {Ports} from '../ports/index.js';
import {digestValues} from './digest-values.js';
import {envScope} from './env-scope.js';
import {observeCluster} from './observe-cluster.js';

export interface Drift {
  readonly topology: Topology;
  readonly nodes: readonly Node[];
  readonly observation: Observation;
  /** What would have to move for everything to run as desired; nodes that do not answer are left out. */
  readonly changes: readonly PlannedChange[];
}

export interface DriftTarget {
  readonly org: string;
  /** Absent: every environment. */
  readonly envs?: readonly string[];
  /** Of every environment and node, those that are seen. */
  readonly sight?: Sight;
}

/** What runs, and in what it differs from the topology as it stands. Reads only. */
export async function planDrift(ports: Ports, target: DriftTarget): Promise<Drift> {
  const [store, installation] = await Promise.all([ports.store(), ports.founder()]);
  const topology = await store.readTopology();
  const {org, sight = everything} = target;
  const own = topology.envs.filter((env) => env.org === org && sight.seesEnv(org, env.name));
  const envs = target.envs ?? own.map((env) => env.name);
  const nodes = nodesOf(topology, target);
  const observation = await observeCluster(ports, nodes);
  if (nodes.length === 0) return {topology, nodes, observation, changes: []};
  const proxy = await ports.proxy();
  const scope = {org: target.org, ...envScope(topology, topology, {org: target.org, envs})};
  const plan = planChanges({
    before: topology,
    after: topology,
    observation,
    installation,
    scope,
    digestValue: await digestValues(ports, topology, {org: target.org, envs}),
    proxyProject: (node) => proxy.project(node, installation),
  });
  const silent = new Set(observation.unreachable.map((node) => node.node));
  return {
    topology,
    nodes,
    observation,
    changes: plan.changes.filter((change) => change.node === null || !silent.has(change.node)),
  };
}

function nodesOf(topology: Topology, {org, envs, sight = everything}: DriftTarget): readonly Node[] {
  if (envs === undefined) return topology.nodes.filter((node) => node.org === org && sight.seesNode(org, node.name));
  const inScope = (row: {readonly org: string; readonly env: string}) => row.org === org && envs.includes(row.env);
  const names = new Set([...topology.memberships.filter(inScope), ...topology.instances.filter(inScope)].map((row) => row.node));
  for (const service of topology.services.filter(inScope)) if (service.managed) names.add(service.managed.node);
  return topology.nodes.filter((node) => node.org === org && names.has(node.name));
}
