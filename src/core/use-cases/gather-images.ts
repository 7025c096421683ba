import {containerLabels, type ContainerSpec} from '../domain/container.js';
import type {Deployment, Node, Topology} from '../domain/model.js';
import {groupBy} from '../domain/indexes.js';
import {compareText, deploymentName} from '../domain/names.js';
import type {Plan} from '../domain/plan.js';
import {imageOf} from '../domain/planning/describe-containers.js';
import type {ImagePull} from '../domain/planning/image-pulls.js';
import type {PlanScope} from '../domain/planning/plan-input.js';
import type {Facts} from '../domain/rules/rule.js';
import type {Engine} from '../ports/engine.js';
import type {Ports} from '../ports/index.js';
import {mapBounded} from './bounded.js';

const looksAtOnce = 8;

export interface ImageFacts {
  /** By `org/env/app`. */
  readonly imageIds: ReadonlyMap<string, string>;
  readonly missing: Facts['missingImages'];
  readonly pulls: readonly ImagePull[];
}

interface WantedImage {
  readonly image: string;
  /** Image id that was deployed before and must be the same everywhere. */
  readonly pinned: string | null;
  readonly node: Node;
  readonly wantedBy: string;
  /** Set for deployments whose image is to be pinned. */
  readonly deployment: string | null;
}

interface FoundImage extends WantedImage {
  /** Null where it cannot be had. */
  readonly id: string | null;
}

export interface ImageOptions {
  readonly scope: Omit<PlanScope, 'org'>;
  readonly nodes: readonly Node[];
}

/** Looks up every image that the plan would start, on every node that would start it; what is nowhere there has to be pulled. */
export async function gatherImages(
  ports: Ports,
  composed: {readonly after: Topology; readonly plan: Plan},
  {scope, nodes}: ImageOptions,
): Promise<ImageFacts> {
  const wanted = [...wantedByDeployments(composed.after, scope, nodes), ...wantedBySteps(composed.plan, nodes)];
  if (wanted.length === 0) return {imageIds: new Map(), missing: [], pulls: []};
  const engine = await ports.engine();
  const found = await mapBounded(wanted, looksAtOnce, async (each) => ({...each, id: await findImage(engine, each)}));
  const imageIds = pinFirst(found);
  const missing = found.flatMap(({image, pinned, node, wantedBy, deployment, id}) => {
    const expected = pinned ?? (deployment === null ? id : (imageIds.get(deployment) ?? null));
    // An image that is there and not the same as on the other nodes is missing under the id that they have.
    if (id === null || expected === null || id === expected) return [];
    return [{image, pinned: expected, org: node.org, node: node.name, wantedBy}];
  });
  return {imageIds, missing, pulls: pullsOf(found)};
}

async function findImage(engine: Engine, {image, pinned, node}: WantedImage): Promise<string | null> {
  if (pinned !== null && (await engine.readImage(node, pinned)) !== null) return pinned;
  return engine.readImage(node, image);
}

/** Each image once on each node, whoever wants it. */
function pullsOf(found: readonly FoundImage[]): readonly ImagePull[] {
  const absent = found.filter(({id}) => id === null);
  const pulls = [...groupBy(absent, ({image, node}) => `${node.name} ${image}`).values()].map(([first]) => first as FoundImage);
  return pulls
    .map(({image, node, wantedBy}) => ({image, node: node.name, wantedBy}))
    .sort((a, b) => compareText(a.node, b.node) || compareText(a.image, b.image));
}

/** The first node that has the image says which one it is. */
function pinFirst(found: readonly FoundImage[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const {deployment, id} of found) if (deployment !== null && id !== null && !ids.has(deployment)) ids.set(deployment, id);
  return ids;
}

function wantedByDeployments(topology: Topology, scope: ImageOptions['scope'], nodes: readonly Node[]): readonly WantedImage[] {
  const keys = new Set(scope.deployments.map(deploymentName));
  return topology.deployments
    .filter((deployment) => deployment.imageId === null && keys.has(deploymentName(deployment)))
    .flatMap((deployment) => {
      const app = topology.apps.find((candidate) => candidate.org === deployment.org && candidate.name === deployment.app);
      return app
        ? nodesOfDeployment(topology, deployment, nodes).map((node) => ({
            image: imageOf(app, deployment.version),
            pinned: null,
            node,
            wantedBy: `deployment ${deploymentName(deployment)}`,
            deployment: deploymentName(deployment),
          }))
        : [];
    });
}

function nodesOfDeployment(topology: Topology, deployment: Deployment, nodes: readonly Node[]): readonly Node[] {
  const names = new Set(
    topology.instances
      .filter((instance) => deploymentName(instance) === deploymentName(deployment))
      .map((instance) => instance.node),
  );
  return nodes.filter((node) => names.has(node.name)).sort((a, b) => compareText(a.name, b.name));
}

/** Managed services, balancers, and instances of what was deployed before: a node may be new, or have lost the image. */
function wantedBySteps(plan: Plan, nodes: readonly Node[]): readonly WantedImage[] {
  const wanted = plan.stages
    .flatMap((stage) => stage.steps)
    .flatMap((step) => {
      const node = nodes.find((candidate) => candidate.name === step.node);
      if (!node || (step.kind !== 'start-containers' && step.kind !== 'start-proxy')) return [];
      const names = step.kind === 'start-containers' ? new Set(step.names) : null;
      return step.project.containers
        .filter((spec) => names === null || names.has(spec.name))
        .filter((spec) => spec.imageId !== null || spec.labels[containerLabels.kind] !== 'instance')
        .map((spec) => ({image: spec.image, pinned: spec.imageId, node, wantedBy: ownerOf(spec, node), deployment: null}));
    });
  const keyOf = ({image, pinned, node}: WantedImage) => `${node.name} ${image} ${pinned}`;
  return [...groupBy(wanted, keyOf).values()].map(([first]) => first as WantedImage);
}

function ownerOf({name, labels}: ContainerSpec, node: Node): string {
  const env = labels[containerLabels.env];
  switch (labels[containerLabels.kind]) {
    case 'proxy':
      return `the balancer on ${node.name}`;
    case 'instance':
      return `deployment ${labels[containerLabels.org]}/${env}/${labels[containerLabels.app]}`;
    default:
      return `service ${name} of ${env}`;
  }
}
