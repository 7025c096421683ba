import {containerLabels, type ContainerSpec, type Observation, type ObservedContainer, type ProjectSpec} from '../container.js';
import type {Node, Topology} from '../model.js';
import {describeDeployment, describeServices} from './describe-containers.js';
import {planProxy, proxyDigest} from './plan-proxies.js';

export type NodeObservation = Pick<Observation, 'containers' | 'proxies' | 'networks'>;

export interface AssumptionInput {
  readonly topology: Topology;
  readonly installation: string;
  readonly proxyProject: (node: Node) => ProjectSpec;
}

/**
 * What a node that does not answer is taken to run: all that the topology wants of it. A plan made on that asks of the node only
 * what the change itself needs there, and not what nobody could see.
 */
export function assumeDesired(input: AssumptionInput, node: Node): NodeObservation {
  const {topology, proxyProject} = input;
  const model = planProxy(topology, node);
  const projects = [
    ...desiredProjects(input, node),
    ...(model ? [{project: proxyProject(node), state: 'running' as const}] : []),
  ];
  const containers = projects.flatMap(({project, state}) =>
    project.containers.map((spec) => assumedContainer(node.name, {project: project.name, spec, state})),
  );
  const networks = new Set(
    projects.flatMap(({project}) => project.containers.flatMap(({network}) => (network.kind === 'bridge' ? [network.name] : []))),
  );
  return {
    containers,
    networks: [...networks].map((name) => ({node: node.name, name, id: `assumed ${name}`})),
    proxies: model ? [{node: node.name, digest: proxyDigest(model), servers: []}] : [],
  };
}

interface DesiredProject {
  readonly project: ProjectSpec;
  readonly state: 'running' | 'exited';
}

function desiredProjects({topology, installation}: AssumptionInput, {org, name}: Node): readonly DesiredProject[] {
  const input = {topology, installation};
  const envs = topology.envs.filter((env) => env.org === org);
  return [
    ...topology.deployments
      .filter((deployment) => deployment.org === org)
      .map((deployment) => ({
        project: describeDeployment(input, deployment, name),
        state: deployment.state === 'running' ? ('running' as const) : ('exited' as const),
      })),
    ...envs.map((env) => ({project: describeServices(input, {org, env: env.name, node: name}), state: 'running' as const})),
  ];
}

function assumedContainer(
  node: string,
  {project, spec, state}: {readonly project: string; readonly spec: ContainerSpec; readonly state: 'running' | 'exited'},
): ObservedContainer {
  const label = (key: keyof typeof containerLabels) => spec.labels[containerLabels[key]] ?? '';
  return {
    id: `assumed ${spec.name}`,
    containerName: spec.name,
    node,
    project,
    kind: label('kind') as ObservedContainer['kind'],
    org: label('org'),
    env: label('env'),
    app: label('app'),
    name: label('name'),
    role: label('role'),
    version: label('version'),
    generation: label('generation'),
    spec: label('spec'),
    judgedBy: label('health'),
    image: spec.imageId ?? spec.image,
    state,
    health: state === 'running' ? 'healthy' : 'none',
    hostPorts: spec.ports.map((port) => port.hostPort),
  };
}
