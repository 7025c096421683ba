import {normalizeAddress, splitAddress} from '../addresses.js';
import {digestOf} from '../digest.js';
import {exitCodes, Failure} from '../errors.js';
import type {Deployment, Instance, Topology} from '../model.js';
import {compareText, deploymentName} from '../names.js';

/** Host ports are given out from this range on every node, upwards from the first of the installation, and recorded with the instance. */
export const hostPortRange = {first: 20_000, last: 29_999} as const;
const portsApart = 100;

export interface PlacementInput {
  readonly topology: Topology;
  /** `org/node:port` that something else holds. */
  readonly foreignPorts: ReadonlyMap<string, string>;
  /** Where to begin in the range. */
  readonly firstPort?: number;
}

/** Two installations that begin apart do not meet when they place instances on one machine at the same moment. */
export function firstPortOf(installation: string): number {
  const {first, last} = hostPortRange;
  return first + ((Number.parseInt(digestOf(['ports', installation], 8), 16) * portsApart) % (last + 1 - first));
}

/**
 * The topology with exactly the instances that its deployments want: what stands stays where it is, with its ports, as long as
 * its node serves the environment; new ones go to the node of the environment with the fewest instances; the highest ordinals go first.
 */
export function withPlacedInstances(input: PlacementInput): Topology {
  const {topology} = input;
  const kept = topology.instances.filter((instance) => isWanted(topology, instance));
  const ports = new PortBook(
    [...input.foreignPorts.keys(), ...entryPorts(topology), ...kept.flatMap(instancePorts)],
    input.firstPort,
  );
  const instances = kept.map((instance) => withRecipePorts(topology, withoutPorts(instance, input.foreignPorts), ports));
  for (const deployment of topology.deployments) {
    const app = topology.apps.find((candidate) => candidate.org === deployment.org && candidate.name === deployment.app);
    const nodes = nodesOf(topology, deployment);
    if (!app || nodes.length === 0) continue;
    for (const [role, ordinal] of missingSlots(deployment, kept)) {
      const node = leastLoaded(
        nodes,
        instances.filter((instance) => instance.org === deployment.org),
      );
      instances.push(
        withRecipePorts(
          topology,
          {org: deployment.org, env: deployment.env, app: deployment.app, role, ordinal, node, ports: {}},
          ports,
        ),
      );
    }
  }
  return {...topology, instances: instances.sort(compareInstances)};
}

function instancePorts(instance: Instance): readonly string[] {
  return Object.values(instance.ports).map((port) => `${instance.org}/${instance.node}:${port}`);
}

/** Ports on which the balancers of the nodes of each environment listen. */
function entryPorts({entries, memberships}: Topology): readonly string[] {
  return entries.flatMap((entry) => {
    const normal = normalizeAddress(entry.address);
    if (!('ok' in normal)) return [];
    const {port} = splitAddress(normal.ok);
    return memberships
      .filter((member) => member.org === entry.org && member.env === entry.env)
      .map((member) => `${member.org}/${member.node}:${port}`);
  });
}

function withoutPorts(instance: Instance, taken: ReadonlyMap<string, string>): Instance {
  const own = Object.entries(instance.ports).filter(([, port]) => !taken.has(`${instance.org}/${instance.node}:${port}`));
  return {...instance, ports: Object.fromEntries(own)};
}

/** A recipe may have got other ports since the instance was placed. */
function withRecipePorts(topology: Topology, instance: Instance, book: PortBook): Instance {
  const recipe = topology.apps.find((app) => app.org === instance.org && app.name === instance.app)?.recipe;
  if (!recipe) return instance;
  const names = Object.keys(recipe.ports).sort(compareText);
  return {
    ...instance,
    ports: Object.fromEntries(names.map((name) => [name, instance.ports[name] ?? book.take(`${instance.org}/${instance.node}`)])),
  };
}

function isWanted(topology: Topology, instance: Instance): boolean {
  const deployment = topology.deployments.find((candidate) => deploymentName(candidate) === deploymentName(instance));
  return (
    deployment !== undefined &&
    instance.ordinal <= (deployment.roles[instance.role] ?? 0) &&
    topology.memberships.some(
      (member) => member.org === instance.org && member.env === instance.env && member.node === instance.node,
    )
  );
}

function nodesOf(topology: Topology, deployment: Deployment): readonly string[] {
  return topology.memberships
    .filter((membership) => membership.org === deployment.org && membership.env === deployment.env)
    .map((membership) => membership.node)
    .sort(compareText);
}

function missingSlots(deployment: Deployment, kept: readonly Instance[]): readonly (readonly [string, number])[] {
  const standing = new Set(
    kept
      .filter((instance) => deploymentName(instance) === deploymentName(deployment))
      .map((instance) => `${instance.role} ${instance.ordinal}`),
  );
  return Object.keys(deployment.roles)
    .sort(compareText)
    .flatMap((role) =>
      Array.from({length: deployment.roles[role] ?? 0}, (_, index) => [role, index + 1] as const).filter(
        ([, ordinal]) => !standing.has(`${role} ${ordinal}`),
      ),
    );
}

function leastLoaded(nodes: readonly string[], instances: readonly Instance[]): string {
  const load = (node: string) => instances.reduce((count, instance) => count + (instance.node === node ? 1 : 0), 0);
  return [...nodes].sort((a, b) => load(a) - load(b) || compareText(a, b))[0] as string;
}

export function compareInstances(a: Instance, b: Instance): number {
  return compareText(deploymentName(a), deploymentName(b)) || compareText(a.role, b.role) || a.ordinal - b.ordinal;
}

class PortBook {
  readonly #taken: Set<string>;
  readonly #first: number;

  constructor(taken: readonly string[], first: number = hostPortRange.first) {
    this.#taken = new Set(taken);
    this.#first = first;
  }

  take(node: string): number {
    const {first, last} = hostPortRange;
    const size = last + 1 - first;
    for (let step = 0; step < size; step += 1) {
      const port = first + ((this.#first - first + step) % size);
      if (this.#taken.has(`${node}:${port}`)) continue;
      this.#taken.add(`${node}:${port}`);
      return port;
    }
    throw new Failure({
      code: 'PORTS_EXHAUSTED',
      exit: exitCodes.violation,
      subject: `node ${node}`,
      details: {node, ...hostPortRange},
      message: `No host port is left on node ${node} between ${hostPortRange.first} and ${hostPortRange.last}.`,
      hint: 'Add a node to the environment: muster env join ENV NODE',
    });
  }
}
