import {containerLabels, type ContainerSpec, type Observation, type ObservedContainer, type ProjectSpec} from '../container.js';

import {literalDigest, madeOtherwise, type DigestValue} from './made-otherwise.js';

export type ContainerChange =
  | SpecifiedChange
  | {
      readonly action: 'remove';
      readonly name: string;
      readonly spec: null;
      readonly reasons: readonly string[];
      readonly renewed?: never;
      readonly serves?: never;
    };

interface SpecifiedChange {
  readonly action: 'keep' | 'start' | 'replace' | 'stop';
  readonly name: string;
  readonly spec: ContainerSpec;
  readonly reasons: readonly string[];
  /** What runs is as specified and yet of no use: only removing it makes the engine begin anew. */
  readonly renewed?: true;
  /** What is replaced does not take requests now. */
  readonly serves?: false;
}

export interface ProjectDiff {
  readonly node: string;
  readonly project: ProjectSpec;
  readonly changes: readonly ContainerChange[];
}

export interface DiffInput {
  readonly node: string;
  readonly project: ProjectSpec;
  readonly observation: Observation;
  /** False: the containers should stand still. */
  readonly running: boolean;
  readonly digestValue?: DigestValue | undefined;
}

/** What differs between a project as desired and as observed on one node. */
export function diffProject({node, project, observation, running, digestValue = literalDigest}: DiffInput): ProjectDiff {
  const observed = observation.containers.filter((container) => container.node === node && container.project === project.name);
  const wanted = new Set(project.containers.map((spec) => spec.name));
  const networks = new Set(observation.networks.filter((network) => network.node === node).map((network) => network.name));
  const removed = [...new Set(observed.map((container) => container.name))].filter((name) => !wanted.has(name)).sort();
  return {
    node,
    project,
    changes: [
      ...project.containers.map((spec) =>
        withNetwork(
          diffContainer(
            spec,
            observed.filter((container) => container.name === spec.name),
            {running, digestValue},
          ),
          {running, networks},
        ),
      ),
      ...removed.map((name): ContainerChange => ({action: 'remove', name, spec: null, reasons: ['no longer declared']})),
    ],
  };
}

function diffContainer(
  spec: ContainerSpec,
  observed: readonly ObservedContainer[],
  {running, digestValue}: {readonly running: boolean; readonly digestValue: DigestValue},
): SpecifiedChange {
  const change = (action: SpecifiedChange['action'], ...reasons: string[]): SpecifiedChange => ({
    action,
    name: spec.name,
    spec,
    reasons,
  });
  const up = observed.filter(
    (container) => container.state === 'running' || container.state === 'restarting' || container.state === 'paused',
  );
  if (!running) return up.length > 0 ? change('stop') : change('keep');
  const [container] = up;
  if (!container) return change('start', observed.length === 0 ? 'not there' : `it is ${observed[0]?.state}`);
  if (observed.length > 1) return change('replace', `there are ${observed.length} containers of it`);
  const serves = container.state === 'running' && container.health !== 'unhealthy';
  const replaced = (...reasons: string[]): SpecifiedChange => ({...change('replace', ...reasons), ...(serves ? {} : {serves})});
  if (container.spec !== spec.labels[containerLabels.spec]) return replaced(...differences(spec, container));
  const otherwise = madeOtherwise(spec, container, digestValue);
  if (otherwise.length > 0) return {...replaced(...otherwise), renewed: true};
  if (container.state !== 'running') return replaced(`it is ${container.state}`);
  if (container.health === 'unhealthy') return {...replaced('unhealthy'), renewed: true};
  // Still on its way: starting it again waits for it without touching it.
  return container.health === 'starting' ? change('start', 'not healthy yet') : change('keep');
}

/** A container whose network was removed under it runs on, and nobody reaches it. */
function withNetwork(
  change: SpecifiedChange,
  {running, networks}: {readonly running: boolean; readonly networks: ReadonlySet<string>},
): SpecifiedChange {
  if (!running || change.action !== 'keep' || change.spec.network.kind === 'host' || networks.has(change.spec.network.name))
    return change;
  return {...change, action: 'replace', reasons: ['its network is gone'], renewed: true};
}

function differences(spec: ContainerSpec, container: ObservedContainer): readonly string[] {
  const version = spec.labels[containerLabels.version] ?? '';
  if (version !== container.version) return [`version: ${container.version} → ${version}`];
  return [spec.labels[containerLabels.generation] === container.generation ? 'its settings changed' : 'restart'];
}
