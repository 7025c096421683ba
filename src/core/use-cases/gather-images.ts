import {containerLabels, type ContainerSpec} from '../domain/container.js';
import type {Deployment, Node, Topology} from '../domain/model.js';
import {compareText, deploymentName} from '../domain/names.js';
import type {Plan} from '../domain/plan.js';
import {imageOf} from '../domain/planning/describe-containers.js';
import type {PlanScope} from '../domain/planning/plan-changes.js';
import type {Facts} from '../domain/rules/rule.js';
import type {Ports} from '../ports/index.js';

export interface ImageFacts {
  /** By `org/env/app`. */
  readonly imageIds: ReadonlyMap<string, string>;
  readonly missing: Facts['missingImages'];
}

interface WantedImage {
  readonly image: string;
  readonly node: Node;
  readonly wantedBy: string;
  /** Set for deployments, whose image is pinned. */
  readonly deployment: string | null;
}

export interface ImageOptions {
  readonly scope: Omit<PlanScope, 'org'>;
  readonly nodes: readonly Node[];
  /** A dry run does not pull. */
  readonly dryRun: boolean;
}

/** Looks up every image that the plan would start and nothing has pinned yet, and pulls what is not there. */
export async function gatherImages(
  ports: Ports,
  composed: {readonly after: Topology; readonly plan: Plan},
  {scope, nodes, dryRun}: ImageOptions,
): Promise<ImageFacts> {
  const wanted = [...wantedByDeployments(composed.after, scope, nodes), ...wantedBySteps(composed.plan, nodes)];
  if (wanted.length === 0) return {imageIds: new Map(), missing: []};
  const engine = await ports.engine();
  const imageIds = new Map<string, string>();
  const missing: Facts['missingImages'][number][] = [];
  for (const {image, node, wantedBy, deployment} of wanted) {
    const id = dryRun ? await engine.readImage(node, image) : await engine.ensureImage(node, image);
    if (id === null) missing.push({image, node: node.name, wantedBy, pullTried: !dryRun});
    else if (deployment !== null) imageIds.set(deployment, id);
  }
  return {imageIds, missing};
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

/** Managed services and balancers. */
function wantedBySteps(plan: Plan, nodes: readonly Node[]): readonly WantedImage[] {
  return plan.stages
    .flatMap((stage) => stage.steps)
    .flatMap((step) => {
      const node = nodes.find((candidate) => candidate.name === step.node);
      if (!node || (step.kind !== 'start-containers' && step.kind !== 'start-proxy')) return [];
      return step.project.containers
        .filter((spec) => spec.imageId === null && spec.labels[containerLabels.kind] !== 'instance')
        .map((spec) => ({image: spec.image, node, wantedBy: ownerOf(spec, node), deployment: null}));
    });
}

function ownerOf(spec: ContainerSpec, node: Node): string {
  return spec.labels[containerLabels.kind] === 'proxy'
    ? `the balancer on ${node.name}`
    : `service ${spec.name} of ${spec.labels[containerLabels.env]}`;
}
