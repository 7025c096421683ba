import {groupBy} from '../indexes.js';
import type {App, Deployment, Instance, Topology} from '../model.js';
import {compareText, deploymentName, instanceName} from '../names.js';
import {NodeChooser} from './choose-node.js';
import {entryPorts, instancePorts, PortBook} from './port-book.js';

export interface PlacementInput {
  readonly topology: Topology;
  /** `org/node:port` that something else holds. */
  readonly foreignPorts: ReadonlyMap<string, string>;
  /** Nodes that do not answer, as `org/node`: they get nothing new while another can take it. */
  readonly offlineNodes?: ReadonlySet<string>;
  /** Where to begin in the range. */
  readonly firstPort?: number;
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
export function placeInstances({topology, foreignPorts, offlineNodes, firstPort}: PlacementInput): Placement {
  const apps = new Map(topology.apps.map((app) => [`${app.org}/${app.name}`, app]));
  const kept = keptInstances(topology);
  const ports = new PortBook([...foreignPorts.keys(), ...entryPorts(topology), ...kept.flatMap(instancePorts)], firstPort);
  const appOf = (row: {readonly org: string; readonly app: string}) => apps.get(`${row.org}/${row.app}`);
  const instances = kept.map((instance) => withRecipePorts(appOf(instance), withoutPorts(instance, foreignPorts), ports));
  const standing = groupBy(kept, deploymentName);
  const reasons = new Map<string, string>();
  let chooser: NodeChooser | null = null;
  for (const deployment of topology.deployments) {
    const app = appOf(deployment);
    if (!app) continue;
    for (const [role, ordinal] of missingSlots(deployment, standing.get(deploymentName(deployment)) ?? [])) {
      const choice = (chooser ??= new NodeChooser(topology, kept, offlineNodes)).choose(deployment);
      if (!choice) break;
      const {org, env} = deployment;
      const placed = {org, env, app: deployment.app, role, ordinal, node: choice.node, ports: {}};
      instances.push(withRecipePorts(app, placed, ports));
      if (choice.reason !== null) reasons.set(`${deploymentName(placed)}/${instanceName(placed)}`, choice.reason);
    }
  }
  const stays =
    instances.length === topology.instances.length && instances.every((it, index) => it === topology.instances[index]);
  return {topology: stays ? topology : {...topology, instances: instances.sort(compareInstances)}, reasons};
}

export function withPlacedInstances(input: PlacementInput): Topology {
  return placeInstances(input).topology;
}

function withoutPorts(instance: Instance, taken: ReadonlyMap<string, string>): Instance {
  if (taken.size === 0) return instance;
  const own = Object.entries(instance.ports).filter(([, port]) => !taken.has(`${instance.org}/${instance.node}:${port}`));
  return {...instance, ports: Object.fromEntries(own)};
}

/** A recipe may have got other ports since the instance was placed. */
function withRecipePorts(app: App | undefined, instance: Instance, book: PortBook): Instance {
  if (!app) return instance;
  const names = Object.keys(app.recipe.ports).sort(compareText);
  const ports = names.map((name) => [name, instance.ports[name] ?? book.take(`${instance.org}/${instance.node}`)] as const);
  const stays =
    names.length === Object.keys(instance.ports).length && ports.every(([name, port]) => instance.ports[name] === port);
  return stays ? instance : {...instance, ports: Object.fromEntries(ports)};
}

function keptInstances({instances, deployments, memberships, nodes}: Topology): readonly Instance[] {
  const wanted = new Map(deployments.map((deployment) => [deploymentName(deployment), deployment]));
  const members = new Set(memberships.map(({org, env, node}) => `${org}/${env}/${node}`));
  const drained = new Set(nodes.filter((node) => node.state === 'drained').map((node) => `${node.org}/${node.name}`));
  return instances.filter(
    (instance) =>
      instance.ordinal <= (wanted.get(deploymentName(instance))?.roles[instance.role] ?? 0) &&
      members.has(`${instance.org}/${instance.env}/${instance.node}`) &&
      !drained.has(`${instance.org}/${instance.node}`),
  );
}

function missingSlots(deployment: Deployment, standing: readonly Instance[]): readonly (readonly [string, number])[] {
  const taken = new Set(standing.map(({role, ordinal}) => `${role} ${ordinal}`));
  return Object.keys(deployment.roles)
    .sort(compareText)
    .flatMap((role) =>
      Array.from({length: deployment.roles[role] ?? 0}, (_, index) => [role, index + 1] as const).filter(
        ([, ordinal]) => !taken.has(`${role} ${ordinal}`),
      ),
    );
}

export function compareInstances(a: Instance, b: Instance): number {
  return compareText(deploymentName(a), deploymentName(b)) || compareText(a.role, b.role) || a.ordinal - b.ordinal;
}
