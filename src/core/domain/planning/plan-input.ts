import type {Observation, ProjectSpec} from '../container.js';
import type {DeploymentKey, Node, Topology} from '../model.js';
import type {DigestValue} from './made-otherwise.js';

/** Which part of the topology a plan may move; what lies outside is not looked at. */
export interface PlanScope {
  readonly org: string;
  readonly deployments: readonly DeploymentKey[];
  /** Environments whose managed services are looked after. */
  readonly serviceEnvs: readonly string[];
  readonly proxyNodes: readonly string[];
  /** Whether volumes go with what is removed. */
  readonly removeVolumes: boolean;
}

export interface PlanInput {
  readonly before: Topology;
  readonly after: Topology;
  readonly observation: Observation;
  readonly installation: string;
  readonly scope: PlanScope;
  readonly proxyProject: (node: Node) => ProjectSpec;
  /** By what variables that hold secrets are compared; absent: they are not. */
  readonly digestValue?: DigestValue | undefined;
  /** Why new instances stand where they stand, by `org/env/app/instance`. */
  readonly placements?: ReadonlyMap<string, string>;
}
