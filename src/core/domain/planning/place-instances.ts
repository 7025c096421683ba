import {byEnv, envKey, groupBy, nodesByEnv, remembering} from '../indexes.js';
import {placedCount} from '../instance-counts.js';
import type {Deployment, DeploymentKey, Instance, Recipe, Topology} from '../model.js';
import {compareText, deploymentName, instanceName} from '../names.js';
import {OrgMap} from '../org-map.js';
import {NodeChooser} from './choose-node.js';
import {hasPortsOf, isPlaced, portNames} from './is-placed.js';
import {holdPorts, PortBook} from './port-book.js';

export interface PlacementInput {
  readonly topology: Topology;
  /** `org/node:port` that something else holds. */
  readonly foreignPorts: ReadonlyMap<string, string>;
  /** Nodes that do not answer, as `org/node`: they get nothing new while another can take it. */
  readonly offlineNodes?: ReadonlySet<string>;
  /** Where to begin in the range. */
  readonly firstPort?: number;
  /** Whether to say why; yes when absent. */
  readonly explains?: boolean;
}

export interface Placement {
  readonly topology: Topology;
  /** Why each new instance stands where it stands, by `org/env/app/instance`; only where there was a choice. */
  readonly reasons: ReadonlyMap<string, string>;
}

/**
 * The topology with exactly the instances that its deployments want: what stands stays where it is, with its ports, as long as
 * its node serves the environment and is not drained; the highest ordinals go first. New ones spread over zones, then over
 * nodes, then by load for the size of the node; of those that are level the first by name is taken.
 */
export function placeInstances({
  topology,
  foreignPorts,
  offlineNodes: offline,
  firstPort,
  explains = true,
}: PlacementInput): Placement {
  const recipeOf = recipes(topology);
  if (foreignPorts.size === 0 && isPlaced(topology, recipeOf)) return {topology, reasons: new Map()};
  const kept = keptInstances(topology);
  let book: PortBook | null = null;
  const takePort = ({org, node}: Instance) =>
    (book ??= holdPorts(new PortBook(firstPort), {topology, instances: kept, foreignPorts})).take(org, node);
  const withPorts = (instance: Instance) => withRecipePorts(instance, recipeOf(instance), takePort);
  const instances = kept.map((instance) => withPorts(withoutPorts(instance, foreignPorts)));
  const standingOf = byDeployment(kept);
  const reasons = new Map<string, string>();
  let chooser: NodeChooser | null = null;
  for (const deployment of topology.deployments) {
    if (!recipeOf(deployment)) continue;
    for (const [role, ordinal] of missingSlots(deployment, standingOf(deployment))) {
      const choice = (chooser ??= new NodeChooser(topology, {standing: kept, standingOf, offline, explains})).choose(deployment);
      if (!choice) break;
      const {org, env, app} = deployment;
      const placed = {org, env, app, role, ordinal, node: choice.node, ports: {}};
      instances.push(withPorts(placed));
      if (choice.reason !== null) reasons.set(`${deploymentName(placed)}/${instanceName(placed)}`, choice.reason);
    }
  }
  const stays =
    instances.length === topology.instances.length && instances.every((it, index) => it === topology.instances[index]);
  return {topology: stays ? topology : {...topology, instances: instances.sort(compareInstances)}, reasons};
}

export function withPlacedInstances(input: PlacementInput): Topology {
  return placeInstances({...input, explains: false}).topology;
}

function recipes({apps}: Topology): (key: Pick<DeploymentKey, 'org' | 'app'>) => Recipe | undefined {
  const known = new OrgMap<Recipe>();
  for (const {org, name, recipe} of apps) known.set(org, name, recipe);
  return ({org, app}) => known.get(org, app);
}

function byDeployment(instances: readonly Instance[]): (key: DeploymentKey) => readonly Instance[] {
  const standing = new Map([...byEnv(instances)].map(([env, here]) => [env, groupBy(here, ({app}) => app)]));
  return (key) => standing.get(envKey(key))?.get(key.app) ?? [];
}

function withoutPorts(instance: Instance, taken: ReadonlyMap<string, string>): Instance {
  if (taken.size === 0) return instance;
  const own = Object.entries(instance.ports).filter(([, port]) => !taken.has(`${instance.org}/${instance.node}:${port}`));
  return {...instance, ports: Object.fromEntries(own)};
}

/** A recipe may have got other ports since the instance was placed. */
function withRecipePorts(instance: Instance, recipe: Recipe | undefined, takePort: (instance: Instance) => number): Instance {
  if (!recipe || hasPortsOf(recipe, instance)) return instance;
  const {org, env, app, role, ordinal, node, ports: had} = instance;
  const names = portNames(recipe);
  const [only] = names;
  const portOf = (name: string) => had[name] ?? takePort(instance);
  const ports =
    only !== undefined && names.length === 1
      ? singlePort(only)(portOf(only))
      : Object.fromEntries(names.map((name) => [name, portOf(name)]));
  return {org, env, app, role, ordinal, node, ports};
}

type Ports = Instance['ports'];

/** Each node gives out the same ports, so equal ones are one value. */
const singlePort = remembering((name: string) => remembering((port: number): Ports => ({[name]: port})));

function keptInstances(topology: Topology): readonly Instance[] {
  const members = nodesByEnv(topology);
  const deployments = byEnv(topology.deployments);
  const drained = new Set(topology.nodes.filter(({state}) => state === 'drained').map(({org, name}) => `${org}/${name}`));
  return [...byEnv(topology.instances)].flatMap(([env, instances]) => {
    const roles = new Map((deployments.get(env) ?? []).map((deployment) => [deployment.app, deployment.roles]));
    return instances.filter(
      ({org, app, role, ordinal, node}) =>
        ordinal <= (roles.get(app)?.[role] ?? 0) &&
        members.get(env)?.has(node) &&
        !(drained.size > 0 && drained.has(`${org}/${node}`)),
    );
  });
}

type Slot = readonly [role: string, ordinal: number];

/** What is stopped gets its place when it starts. */
function missingSlots(deployment: Deployment, standing: readonly Instance[]): readonly Slot[] {
  if (deployment.state === 'stopped') return [];
  const isTaken = slotFinder(standing);
  const slots: Slot[] = [];
  const roles = Object.keys(deployment.roles);
  for (const role of roles.length < 2 ? roles : roles.sort(compareText))
    for (let ordinal = 1; ordinal <= placedCount(deployment.roles[role]); ordinal += 1)
      if (!isTaken(role, ordinal)) slots.push([role, ordinal]);
  return slots;
}

/** Most deployments have so few instances that looking at each is quicker than an index. */
const few = 8;

function slotFinder(standing: readonly Instance[]): (role: string, ordinal: number) => boolean {
  if (standing.length <= few) return (role, ordinal) => standing.some((it) => it.role === role && it.ordinal === ordinal);
  const taken = new Set(standing.map(({role, ordinal}) => `${role} ${ordinal}`));
  return (role, ordinal) => taken.has(`${role} ${ordinal}`);
}

/** As the store orders them. */
export function compareInstances(a: Instance, b: Instance): number {
  return (
    compareText(a.org, b.org) ||
    compareText(a.env, b.env) ||
    compareText(a.app, b.app) ||
    compareText(a.role, b.role) ||
    a.ordinal - b.ordinal
  );
}
