import type {Observation} from '../domain/container.js';
import {findNode} from '../domain/find.js';
import type {Node, Topology} from '../domain/model.js';
import {compareText, deploymentName} from '../domain/names.js';
import {imageOf, secretName} from '../domain/planning/describe-containers.js';
import {planProxy} from '../domain/planning/plan-proxies.js';
import {latestSecret} from '../domain/planning/service-connection.js';
import type {Facts} from '../domain/rules/rule.js';
import type {PlanScope} from '../domain/planning/plan-changes.js';
import type {Ports} from '../ports/index.js';
import {openSecrets} from './open-secrets.js';

/** Host ports in use on the nodes by anything that is not ours: `org/node:port` to what is known of the holder. */
export async function gatherForeignPorts(ports: Ports, topology: Topology, observation: Observation, nodes: readonly Node[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(nodes.map(async (node) => {
    const listening = await ports.hosts.readListeningPorts(node);
    const ours = new Set(observation.containers.filter((container) => container.node === node.name).flatMap((container) => container.hostPorts));
    if (observation.containers.some((container) => container.node === node.name && container.kind === 'proxy' && container.state === 'running')) {
      for (const listener of planProxy(topology, node)?.listeners ?? []) ours.add(listener.port);
    }
    return [...(listening ?? [])].filter((port) => !ours.has(port)).sort((a, b) => a - b).map((port) => [`${node.org}/${node.name}:${port}`, 'another program'] as const);
  }));
  return new Map(found.flat());
}

/** Names containers that hold a foreign port; asked only when a port is in the way. */
export async function nameForeignHolders(ports: Ports, node: Node, held: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const [engine, {installation}] = await Promise.all([ports.engine(), ports.identity()]);
  const containers = await engine.readForeignPorts(node, installation);
  return new Map([...held].map(([key, holder]) => [key, containerHolder(containers, key) ?? holder]));
}

function containerHolder(containers: ReadonlyMap<number, string>, key: string): string | null {
  const name = containers.get(Number(key.slice(key.lastIndexOf(':') + 1)));
  return name === undefined ? null : `container ${name}`;
}

export interface ImageFacts {
  /** By `org/env/app`. */
  readonly imageIds: ReadonlyMap<string, string>;
  readonly missing: Facts['missingImages'];
}

/** Resolves the images of deployments in scope that are not pinned yet; a dry run does not pull. */
export async function gatherImages(ports: Ports, topology: Topology, options: {readonly scope: Omit<PlanScope, 'org'>; readonly dryRun: boolean}): Promise<ImageFacts> {
  const keys = new Set(options.scope.deployments.map(deploymentName));
  const unpinned = topology.deployments.filter((deployment) => deployment.imageId === null && keys.has(deploymentName(deployment)));
  const imageIds = new Map<string, string>();
  const missing: {image: string; node: string; deployment: string}[] = [];
  for (const deployment of unpinned) {
    const app = topology.apps.find((candidate) => candidate.org === deployment.org && candidate.name === deployment.app);
    if (!app) continue;
    const image = imageOf(app, deployment.version);
    const names = new Set(topology.instances.filter((instance) => deploymentName(instance) === deploymentName(deployment)).map((instance) => instance.node));
    for (const name of [...names].sort(compareText)) {
      const node = findNode(topology, deployment.org, name);
      const id = node && await imageId(ports, node, {image, pull: !options.dryRun});
      if (id) imageIds.set(deploymentName(deployment), id);
      else missing.push({image, node: name, deployment: deploymentName(deployment)});
    }
  }
  return {imageIds, missing};
}

async function imageId(ports: Ports, node: Node, request: {readonly image: string; readonly pull: boolean}): Promise<string | null> {
  const engine = await ports.engine();
  return request.pull ? engine.ensureImage(node, request.image) : engine.readImage(node, request.image);
}

/** Secrets in scope whose value is one that their recipe refuses or that everybody knows. */
export async function gatherWeakSecrets(ports: Ports, topology: Topology, scope: Omit<PlanScope, 'org'>): Promise<Facts['weakSecrets']> {
  const keys = new Set(scope.deployments.map(deploymentName));
  const candidates = topology.deployments.filter((deployment) => keys.has(deploymentName(deployment))).flatMap((deployment) => {
    const recipe = topology.apps.find((app) => app.org === deployment.org && app.name === deployment.app)?.recipe;
    return Object.entries(recipe?.secrets ?? {}).filter(([, rule]) => rule.refuse.length + rule.publicDefaults.length > 0).flatMap(([variable, rule]) => {
      const ref = latestSecret(topology, {org: deployment.org, env: deployment.env, app: deployment.app, name: secretName(variable)});
      return ref ? [{ref, rule}] : [];
    });
  });
  if (candidates.length === 0) return new Map();
  const values = await openSecrets(ports, candidates.map(({ref}) => ref));
  const weak = new Map<string, 'refused' | 'public'>();
  for (const {ref, rule} of candidates) {
    const value = values.find(ref);
    const key = `${ref.org}/${ref.env}/${ref.app ?? '*'}/${ref.name}`;
    if (value !== null && rule.refuse.includes(value)) weak.set(key, 'refused');
    else if (value !== null && rule.publicDefaults.includes(value)) weak.set(key, 'public');
  }
  return weak;
}
